import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')

/** What tests start: the built program within `npm test`, which builds it first; else the sources, which start slower. */
export const PROGRAM = process.env.CHATCTL_BIN ?? join(ROOT, 'bin/dev.js')
