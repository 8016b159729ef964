import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { type TestContext, test } from 'node:test'
import type { Consent } from '../../../src/cli/consent.ts'
import { fixFound } from '../../../src/cli/doctor/fixes/fix-found.ts'
import type { Run } from '../../../src/cli/doctor/outputs.ts'
import { defineCheck } from '../../../src/doctor/check.ts'
import type { CheckId } from '../../../src/doctor/check-ids.ts'
import type { Fix, Plan } from '../../../src/doctor/fix.ts'
import { runChecks } from '../../../src/doctor/run-checks.ts'
import { verdictOf } from '../../../src/doctor/verdict.ts'
import { findTarget } from '../../../src/facts/target.ts'
import { liveHost } from '../../../src/host/live-host.ts'
import { useLocale } from '../../../src/messages/both.ts'
import { facts } from '../../doctor/facts.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

useLocale('en')

interface Trouble {
  readonly id: CheckId
  readonly plan: Plan
  /** Asked anew at every look. */
  readonly isThere: () => boolean
  readonly risk?: Fix['risk']
  readonly clears?: readonly CheckId[]
  readonly severity?: 'error' | 'hint'
}

/** A server in a folder of its own, troubles that come and go with what is done, and somebody at a terminal. */
async function scene(t: TestContext, troubles: (path: (name: string) => string) => readonly Trouble[]) {
  const folder = temporaryFolder(t)
  const path = (name: string) => join(folder, name)
  writeFileSync(path('config.json'), '{}')
  const host = liveHost({ ...process.env, XDG_STATE_HOME: path('state') }, folder)
  const { signal } = new AbortController()
  const target = await findTarget(host, { config: path('config.json'), unit: 'none', signal })
  const checks = troubles(path).map(({ id, plan, isThere, risk = 'safe', clears = [], severity = 'error' }) =>
    defineCheck({
      id,
      guide: { problem: null, cause: '' },
      needs: [],
      clears,
      judge: () => {
        const summary = { key: 'doctor.healthy' } as const
        const fix = { summary, commands: ['sudo by-hand'], risk, plan }
        return isThere() ? [{ severity, message: summary, evidence: [], fix }] : []
      },
    }),
  )
  const look = async (): Promise<Run> => {
    const results = runChecks(checks, facts())
    return {
      results,
      verdict: verdictOf(results),
      site: { host, target, facts: facts() },
      changes: null,
      at: 0,
      isOrdinaryUser: false,
      ms: 0,
    }
  }
  const said: string[] = []
  /** @param answers  what is typed at the questions, then the terminal is left; null where nobody sits there */
  const fix = async (answers: readonly string[] | null, consent: Consent = 'nothing') => {
    const asking = { ...terminal(answers ?? []), isTerminal: answers !== null }
    const say = (...lines: readonly string[]) => {
      said.push(...lines)
    }
    const dialogue = { consent, asking, columns: 300, say }
    const options = { dryRun: false, hints: false, dialogue, look }
    const { reports, interrupted } = await fixFound(await look(), options)
    return { outcomes: reports.map(({ check, outcome }) => [check, outcome]), interrupted }
  }
  return { folder, path, fix, said: () => said.join('\n') }
}

function terminal(answers: readonly string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const left = [...answers]
  output.on('data', (text: Buffer) => {
    if (!text.includes('[y/N]')) return
    const next = left.shift()
    if (next === undefined) input.end()
    else input.write(`${next}\n`)
  })
  return { input, output }
}

const folderMissing = (id: CheckId, path: string, more: Partial<Trouble> = {}): Trouble => ({
  id,
  plan: { do: 'make-folder', path, mode: 0o750, user: null },
  isThere: () => !existsSync(path),
  ...more,
})

test('a cause is cured before its consequences, which are looked at again', async (t) => {
  const { fix, path } = await scene(t, (path) => [
    folderMissing('service/not-running', path('second')),
    folderMissing('config/syntax', path('first'), { clears: ['service/not-running'] }),
  ])
  const { outcomes } = await fix(['y', 'y'])
  assert.deepEqual(outcomes, [
    ['config/syntax', 'cured'],
    ['service/not-running', 'cured'],
  ])
  assert.ok(existsSync(path('second')))
})

test('a hint that nobody has named is left alone, and the reader is told so', async (t) => {
  const { fix, path, said } = await scene(t, (path) => [
    folderMissing('maintenance/debug-level', path('hinted'), { severity: 'hint' }),
  ])
  assert.deepEqual((await fix(['y'])).outcomes, [])
  assert.match(said(), /A hint is left as it is unless --fix names it/)
  assert.equal(existsSync(path('hinted')), false)
})

test('after a no the next one is asked, and its consequences wait', async (t) => {
  const { fix, path, said } = await scene(t, (path) => [
    folderMissing('config/syntax', path('first'), { clears: ['service/not-running'] }),
    folderMissing('service/not-running', path('second')),
    folderMissing('storage/folder-missing', path('third')),
  ])
  const { outcomes } = await fix(['n', 'y'])
  assert.deepEqual(outcomes, [
    ['config/syntax', 'declined'],
    ['storage/folder-missing', 'cured'],
  ])
  assert.match(said(), /make the folder .*first/)
  assert.deepEqual([existsSync(path('first')), existsSync(path('third'))], [false, true])
})

test('a question that is left ends it all, and nothing more is done', async (t) => {
  const { fix, path } = await scene(t, (path) => [
    folderMissing('config/syntax', path('first')),
    folderMissing('storage/folder-missing', path('second')),
  ])
  const { outcomes, interrupted } = await fix([])
  assert.deepEqual(outcomes, [['config/syntax', 'interrupted']])
  assert.ok(interrupted)
  assert.equal(existsSync(path('second')), false)
})

test('--yes does what is safe and leaves the rest, which --yes=destructive does as well', async (t) => {
  const { fix, path, said } = await scene(t, (path) => [
    folderMissing('config/syntax', path('safe')),
    folderMissing('service/hung', path('interrupting'), { risk: 'interrupts-users' }),
    folderMissing('storage/log-too-big', path('destructive'), { risk: 'destructive' }),
  ])
  assert.deepEqual((await fix(null, 'safe')).outcomes, [
    ['config/syntax', 'cured'],
    ['service/hung', 'needs-yes'],
    ['storage/log-too-big', 'needs-yes'],
  ])
  assert.match(said(), /This interrupts users\.[\s\S]*--yes=destructive[\s\S]*This destroys data/)
  assert.deepEqual((await fix(null, 'everything')).outcomes, [
    ['service/hung', 'cured'],
    ['storage/log-too-big', 'cured'],
  ])
  assert.ok(existsSync(path('destructive')))
})

test('what one plan cures is asked once, however many checks found it', async (t) => {
  const { fix, path } = await scene(t, (path) => [
    folderMissing('config/syntax', path('one')),
    folderMissing('config/wrong-type', path('one')),
  ])
  assert.deepEqual((await fix(['n', 'n'])).outcomes, [['config/syntax', 'declined']])
  assert.equal(existsSync(path('one')), false)
})

test('what does not help is taken back, and the same is not tried again', async (t) => {
  const { fix, path, said, folder } = await scene(t, (path) => [
    folderMissing('storage/folder-missing', path('useless'), { isThere: () => true }),
  ])
  assert.deepEqual((await fix(['y', 'y'])).outcomes, [['storage/folder-missing', 'rolled-back']])
  assert.equal(existsSync(path('useless')), false)
  assert.match(said(), /Everything is as before/)
  assert.deepEqual(readdirSync(join(folder, 'state/chatctl/fixes')), [])
})

test('what cannot be planned or done says why and what to type, and the next one is still done', async (t) => {
  const { fix, said } = await scene(t, (path) => [
    { id: 'config/syntax', plan: { do: 'repair-config', path: path('none.json') }, isThere: () => true },
    {
      id: 'service/not-enabled',
      plan: { do: 'run', argv: ['no-such-program'] },
      isThere: () => true,
    },
    folderMissing('storage/folder-missing', path('made')),
  ])
  assert.deepEqual((await fix(null, 'safe')).outcomes, [
    ['config/syntax', 'impossible'],
    ['service/not-enabled', 'not-made'],
    ['storage/folder-missing', 'cured'],
  ])
  assert.match(said(), /none\.json is not there any more\)?\. By hand:\n +sudo by-hand/)
  assert.match(said(), /everything is as before: no-such-program/)
})

test('a fix that was cut short is told at the next run', async (t) => {
  const { fix, said, path } = await scene(t, (path) => [
    folderMissing('storage/folder-missing', path('made')),
  ])
  await fix(['y'])
  const [id] = readdirSync(path('state/chatctl/fixes'))
  const manifest = path(`state/chatctl/fixes/${id}/manifest.json`)
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"applied"', '"applying"'))
  await fix([])
  assert.match(said(), /An earlier fix of storage\/folder-missing was cut short/)
})
