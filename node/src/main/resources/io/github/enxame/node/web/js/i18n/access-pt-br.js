// The words for how a browser gets in, in Brazilian Portuguese.
export const access = {
  'enter.title': 'É você?',
  'enter.lead': 'Qualquer usuário deste computador pode abrir esta página; por isso o Enxame pede um sinal de que foi você quem o iniciou.',
  'enter.how': 'Em um terminal, onde você iniciou o Enxame, rode isto e abra o link que aparecer:',
  'enter.copy': 'Copiar o comando',
  'enter.once': 'O link funciona uma vez, por uma hora. Depois este navegador tem acesso por 90 dias.',
  'enter.entering': 'Abrindo para você…',
  'error.unauthorized': 'O Enxame não conhece este navegador. Rode “enxame open” e abra o link que ele mostrar.',
  'error.link_used': 'Este link já foi usado ou é antigo demais. Rode “enxame open” para receber outro.',
  'error.private_place': 'Ali ficam chaves e configurações. Escolha outro lugar.',
};
