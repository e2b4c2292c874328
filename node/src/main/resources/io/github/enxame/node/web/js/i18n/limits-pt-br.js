// The words for speed and turns, in Brazilian Portuguese.
export const limits = {
  'limits.heading': 'Velocidade e vez',
  'limits.down': 'Receber no máximo (MB/s)',
  'limits.up': 'Enviar no máximo (MB/s)',
  'limits.downloads': 'Downloads por vez',
  'limits.seeds': 'Compartilhados por vez',
  'limits.own': 'Velocidade e vez deste arquivo',
  'limits.place': 'Lugar na fila (1 a {count})',
  'limits.ownNote': 'O que foi escolhido para todas as transferências na tela Baixar também vale.',
  'limits.ownUnqueued': 'O que foi escolhido para todas as transferências na tela Baixar também vale. Enquanto lá não se escolhe quantas ficam em andamento por vez, ninguém espera na fila.',
  'limits.none': 'sem limite',
  'limits.saved': 'Guardado. Vale a partir de agora.',
  'limits.down.none': 'Receber está sem limite agora.',
  'limits.up.none': 'Enviar está sem limite agora.',
  'limits.downloads.none': 'Todos os downloads estão em andamento agora.',
  'limits.seeds.none': 'Todos os arquivos são compartilhados agora.',
  'limits.schedule': 'Nestes horários é diferente:',
};
