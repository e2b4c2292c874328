#!/usr/bin/env node
// webtorrent (npm), over TCP. The environment names its folder as WEBTORRENT (default: node_modules beside this file or in a
// folder above). For the arguments see client.py.
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

function place () {
  const places = process.env.WEBTORRENT ? [process.env.WEBTORRENT] : []
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) places.push(path.join(folder, 'node_modules', 'webtorrent'))
  return places.find(found => fs.existsSync(path.join(found, 'package.json')))
}

const [role, torrent, folder] = process.argv.slice(2)
const found = place()
if (!found) {
  console.error('webtorrent is not installed')
  process.exit(1)
}
if (role === 'version') {
  console.log('webtorrent ' + JSON.parse(fs.readFileSync(path.join(found, 'package.json'))).version)
} else if (role === 'can') {
  console.log('v1 hybrid ipv6 encrypt magnet pex lsd webseed')
} else {
  const { default: WebTorrent } = await import(pathToFileURL(path.join(found, 'index.js')))
  const client = new WebTorrent({
    dht: false, lsd: process.env.LSD === '1', utp: false, utPex: true, natUpnp: false, natPmp: false, downloadLimit: Number(process.env.DOWN || -1),
    torrentPort: Number(process.env.PORT ?? 6881), secure: process.env.ENCRYPTION === 'required'
  })
  client.on('error', e => { console.error(e); process.exit(1) })
  const began = performance.now()
  const added = client.add(torrent.startsWith('magnet:') ? torrent : fs.readFileSync(torrent), { path: folder })
  added.on('done', () => console.log(role === 'seed' ? 'seeding' : 'complete ' + ((performance.now() - began) / 1000).toFixed(3)))
}
