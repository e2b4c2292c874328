// O que aconteceu com os arquivos no disco, em português.
export const disk = {
  'state.missing': 'os arquivos não estão lá',
  'state.changed': 'os arquivos foram alterados',
  'state.replaced': 'substituído por uma versão mais nova',
  'doing.missing': 'Os arquivos não estão onde estavam',
  'doing.changed': 'Os arquivos não são mais o que eram',
  'doing.replaced': 'Substituído por uma versão mais nova · não é mais compartilhado',
  'announce.missing': '{title}: os arquivos não estão onde estavam.',
  'announce.changed': '{title}: os arquivos não são mais o que eram.',
  'announce.replaced': '{title}: substituído por uma versão mais nova.',
  'disk.check': 'Conferir de novo',
  'disk.again': 'Baixar de novo',
  'disk.repair': 'Reparar',
  'disk.replaced': 'Este arquivo foi compartilhado de novo, do mesmo lugar, com outro conteúdo. Só a versão mais nova é compartilhada.',
  'error.missing': 'O que estava aqui não está mais onde estava. Ponha de volta, ou conecte o disco, e tudo continua sozinho; ou baixe de novo.',
  'error.changed': 'O que está no disco não é mais o que era. Ponha de volta o que era, ou repare: o que está certo fica, o resto é baixado de novo.',
  'error.file_exists': 'Já existe na pasta um arquivo diferente com este nome; ninguém mexeu nele. Mova ou renomeie o arquivo e tente de novo. Se for uma cópia danificada ou incompleta, repare: o que está certo fica.',
};
