import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compress } from '../../src/logbook/compress.ts'
import { writeBundle } from '../../src/report/bundle/write.ts'
import { crashPath, writeCrash } from '../../src/server/crash-file.ts'
import { nodeStep } from '../../src/service/copy-steps.ts'
import { writeAtomic } from '../../src/store/atomic-write.ts'
import { createFile } from '../../src/store/create-file.ts'
import { removeDrafts } from '../../src/store/draft.ts'
import { stageFile } from '../../src/store/staged-file.ts'
import { writePrivate } from '../../src/store/write-private.ts'

/** What makes files whole, by what it makes; each is given a folder, and a number that is another one each time. */
export const WAYS: Readonly<Record<string, (folder: string, number: number) => Promise<unknown>>> = {
  'replaced file': (folder) => writeAtomic(join(folder, 'list.json'), '[]'),
  'private file': (folder) => writePrivate(join(folder, 'report.txt'), 'text'),
  'new file': (folder) => createFile(join(folder, 'new.json'), '{}', { mode: 0o600 }),
  'staged file': async (folder) => {
    const content = (async function* () {
      yield Buffer.from('[]')
    })()
    const attributes = { uid: 0, gid: 0, mode: 0o600 }
    await (await stageFile(join(folder, 'restored.json'), content, attributes, false)).commit()
  },
  'compressed log': async (folder, number) => {
    const log = join(folder, `server.log.${number}`)
    writeFileSync(log, 'line\n')
    await compress(log)
  },
  bundle: (folder, number) =>
    writeBundle(join(folder, `${number}.tar.gz`), [{ name: 'a.txt', bytes: Buffer.from('a') }], [], 0),
  'copied program': async (folder, number) => {
    const source = join(folder, 'sources/node')
    writeFileSync(source, 'program')
    await (await nodeStep(join(folder, `node-${number}`), source)).apply()
  },
  'crash file': async (folder) => {
    // As the server does at its start.
    await removeDrafts(crashPath(folder))
    writeCrash(folder, '1.0.0', 'uncaughtException', new Error('crash'))
  },
}
