// The words for what keeps trackers and web servers from helping, in Brazilian Portuguese.
export const sources = {
  'source.failure': 'Um servidor web não entrega agora o que falta. O Enxame tenta de novo sozinho.',
  'source.unusable.tracker': 'Um rastreador deste arquivo não pode ser usado: {reason}.',
  'source.unusable.webSeed': 'Um servidor web deste arquivo não pode ser usado: {reason}.',
  'url.no_scheme': 'o endereço não começa com http:// ou algo assim',
  'url.other_scheme': 'o Enxame não fala o que o endereço pede',
  'url.no_host': 'o endereço não diz qual é o computador',
  'url.bad_host': 'o endereço tem um nome que nenhum computador pode ter',
  'url.bad_address': 'o número no endereço não pode ser de nenhum computador',
  'url.bad_port': 'a porta no endereço não é um número de 1 a 65535',
  'url.too_long': 'o endereço é comprido demais',
  'url.http_seed': 'é de um tipo antigo que o Enxame não fala',
  'url.malformed': 'o endereço não está escrito como um endereço',
};
