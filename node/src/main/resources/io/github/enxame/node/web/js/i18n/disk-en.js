// What became of files on the disk, in English.
export const disk = {
  'state.missing': 'its files are not there',
  'state.changed': 'its files were changed',
  'state.replaced': 'replaced by a newer version',
  'doing.missing': 'Its files are not where they were',
  'doing.changed': 'Its files are not what they were',
  'doing.replaced': 'Replaced by a newer version · not shared any more',
  'announce.missing': '{title}: its files are not where they were.',
  'announce.changed': '{title}: its files are not what they were.',
  'announce.replaced': '{title}: replaced by a newer version.',
  'disk.check': 'Check again',
  'disk.again': 'Download again',
  'disk.repair': 'Repair',
  'disk.replaced': 'This was shared again from the same place with other content. Only the newer version is shared.',
  'error.missing': 'What was here is not where it was. Put it back, or attach its disk, and it goes on by itself; or download it again.',
  'error.changed': 'What is on the disk is not what it was. Put back what it was, or repair it: what is right is kept, the rest is downloaded again.',
  'error.file_exists': 'A different file with this name is already in the folder; it was not touched. Move or rename it, then try again. If it is a damaged or unfinished copy, repair it: what is right of it is kept.',
};
