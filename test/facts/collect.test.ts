import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collect } from '../../src/facts/collect.ts'
import { findTarget } from '../../src/facts/target.ts'
import type { RunOptions } from '../../src/host/host.ts'
import { liveHost } from '../../src/host/live-host.ts'

test('what a look has started is ended with it, also under a signal that never comes', async () => {
  const signals: AbortSignal[] = []
  const live = liveHost()
  const host = {
    ...live,
    run(argv: readonly [string, ...string[]], options: RunOptions) {
      if (options.signal) signals.push(options.signal)
      return live.run(argv, options)
    },
  }
  const { signal } = new AbortController()
  const target = await findTarget(host, { unit: 'no-such-unit', signal })
  signals.length = 0
  const facts = await collect(host, target, { names: ['clock', 'memory'], deadlineMs: 5000, signal })
  assert.ok(facts.memory.seen)
  assert.ok(signals.length > 0)
  assert.ok(signals.every(({ aborted }) => aborted))
  assert.ok(!signal.aborted)
})
