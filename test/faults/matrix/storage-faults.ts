import { chmodSync, chownSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import type { FaultCase, Scene } from './fault-case.ts'

const NOBODY = 65_534
const MIB = 1024 * 1024
const words = ['storage']

/** Gives the whole folder to the user that the server is to run as. */
function giveAway({ folder, config, path }: Scene): void {
  for (const name of [folder, config, path('doctor-acknowledged.json')]) chownSync(name, NOBODY, NOBODY)
}

/** Folders and files that the server needs. */
export const STORAGE_FAULTS: readonly FaultCase[] = [
  {
    fault: 'a log folder is missing, and the server may not make it',
    running: false,
    words,
    needs: 'root',
    inject(scene, t) {
      const closed = temporaryFolder(t)
      chmodSync(closed, 0o755)
      scene.edit((text) => text.replace('"server.log"', JSON.stringify(join(closed, 'chat', 'server.log'))))
      giveAway(scene)
    },
    finds: ['storage/folder-missing'],
    evidence: /cannot make it in/,
    cure: 'fix',
  },
  {
    fault: 'files belong to root after a start by hand',
    running: false,
    words,
    needs: 'root',
    inject(scene) {
      giveAway(scene)
      for (const name of ['server.log', 'bans.journal.jsonl'])
        writeFileSync(scene.path(name), '', { mode: 0o640 })
    },
    finds: ['storage/wrong-owner'],
    evidence: /server\.log: it belongs to root:root/,
    cure: 'fix',
  },
  {
    fault: 'the mode of the log shuts the server out',
    running: false,
    words,
    needs: 'root',
    inject(scene) {
      giveAway(scene)
      const log = scene.path('server.log')
      writeFileSync(log, '')
      chownSync(log, NOBODY, NOBODY)
      chmodSync(log, 0o440)
    },
    finds: ['storage/wrong-mode'],
    evidence: /chmod 640/,
    cure: 'fix',
  },
  {
    fault: 'a log of 120 MiB',
    running: false,
    words,
    inject({ path }) {
      writeFileSync(path('server.log'), '')
      truncateSync(path('server.log'), 120 * MIB)
    },
    finds: ['storage/log-too-big'],
    evidence: /server\.log has 120\.0 MiB/,
    cure: 'fix',
  },
]
