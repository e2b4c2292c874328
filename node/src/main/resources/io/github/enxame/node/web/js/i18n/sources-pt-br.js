// The words for what keeps trackers and web servers from helping, in Brazilian Portuguese.
export const sources = {
  'source.tracker': 'A última notícia de um rastreador deste arquivo:',
  'source.failure': 'Um servidor web não entrega agora o que falta. O Enxame tenta de novo sozinho.',
  'source.unusable': 'Este torrent traz alguns endereços que não podem ser usados. O Enxame segue sem eles.',
  'source.unusable.tracker': 'Rastreador: {reason}.',
  'source.unusable.webSeed': 'Servidor web: {reason}.',
  'url.no_scheme': 'o endereço não começa com http:// ou algo assim',
  'url.other_scheme': 'o Enxame não fala o protocolo com que o endereço começa',
  'url.no_host': 'o endereço não diz qual é o computador',
  'url.bad_host': 'o endereço tem um nome que nenhum computador pode ter',
  'url.bad_address': 'nenhum computador pode ter o endereço IP que está nele',
  'url.bad_port': 'a porta no endereço não é um número de 1 a 65535',
  'url.too_long': 'o endereço é comprido demais',
  'url.http_seed': 'é de um tipo antigo que o Enxame não fala',
  'url.malformed': 'o endereço não está escrito como um endereço',
};
