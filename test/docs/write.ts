// npm run docs: writes the reference pages anew from the code.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { useLocale } from '../../src/messages/both.ts'
import { referencePages } from './reference.ts'

useLocale('en')
for (const [path, content] of await referencePages()) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  console.log(path)
}
