// Where the modules under test are.
export const web = new URL('../../main/resources/io/github/enxame/node/web/', import.meta.url);
