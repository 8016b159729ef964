import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ChatctlError } from '../../src/errors/chatctl-error.ts'
import { readRecord } from '../../src/report/bundle/record.ts'
import { cannotFuzzArguments, fuzzArguments } from './arguments.ts'
import { bomb, fuzzBundles } from './bundles.ts'
import { fuzzConfigs } from './config-text.ts'
import { fuzzLogs } from './log-lines.ts'

/** Fixed, so that a failure is the change's doing; `npm run fuzz` takes a new one each time. */
const SEED = 1

test('mutated configurations are judged and repaired, whatever they are', () => fuzzConfigs(SEED, 1000))

test('mutated logs of both formats are read, and no record is lost in another', () => fuzzLogs(SEED, 6000))

test('hostile bundles are refused, or judged and reported on', () => fuzzBundles(SEED, 60))

test('a bundle that unpacks to more than anybody means well with is refused', async () => {
  const isRefusal = (error: unknown) => error instanceof ChatctlError && error.id === 'report/bad-bundle'
  await assert.rejects(readRecord('bomb.tar.gz', bomb()), isRefusal)
})

test(
  'commands with arguments by chance end well, and only in their folder',
  {
    skip: cannotFuzzArguments(),
  },
  () => fuzzArguments(SEED, 6),
)
