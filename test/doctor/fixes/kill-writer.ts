// Makes the two changes of a list repair over and over, until it is killed: argv is the list, the folder of records, the texts.
import { writeFileSync } from 'node:fs'
import { applyChanges } from '../../../src/doctor/fixes/apply.ts'
import { takeBack } from '../../../src/doctor/fixes/take-back.ts'
import { Workpiece } from '../../../src/doctor/fixes/workpiece.ts'
import { host, never, stored, us } from './workbench.ts'

const [list = '', records = '', before = '', after = ''] = process.argv.slice(2)
writeFileSync(list, before)
process.stdout.write('ready\n')
for (;;) {
  const piece = new Workpiece()
  await piece.write(`${list}.broken`, Buffer.from(before), { ...us, mode: 0o640 })
  await piece.write(list, Buffer.from(after), { ...us, mode: 0o640 })
  const applied = await applyChanges(await stored(records, piece), piece.contents, host, never)
  if (applied.outcome !== 'made') throw new Error(applied.outcome)
  const { problem } = await takeBack(applied.fix, host)
  if (problem !== null) throw new Error(problem.key)
}
