// Writes a file in one of the ways and, if the last argument is "killed", is killed when its draft is about to go to disk.
import fs from 'node:fs'
import { open } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { WAYS } from './ways-to-write.ts'

const [way = '', folder = '', end] = process.argv.slice(2)
if (end === 'killed') {
  const die = () => process.kill(process.pid, 'SIGKILL')
  const handle = await open(process.execPath, 'r')
  Object.getPrototypeOf(handle).sync = async () => die()
  await handle.close()
  fs.fsyncSync = die
  syncBuiltinESMExports()
}
await WAYS[way]?.(folder, process.pid)
