import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { Account } from './account.ts'

test('a warning too many, one too few and a torn line are found, and what is below a warning is nobody’s concern', (t) => {
  const file = join(temporaryFolder(t), 'server.log.1')
  const settle = (account: Account, ...lines: string[]) => {
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''))
    return account.settle([file])
  }
  const warning = '{"level":"WARNING","event":"chat/blocked"}'
  assert.equal(settle(new Account(), '{"level":"INFO","event":"chat/left"}'), 1)
  assert.ok(!existsSync(file), 'what was settled is gone')
  assert.throws(() => settle(new Account(), warning), /chat\/blocked was logged 1 times, not 0 to 0/)
  const account = new Account()
  account.expect('chat/blocked')
  account.expect('chat/blocked', 0, 1)
  assert.equal(settle(account, warning, warning), 2)
  assert.throws(() => settle(account, warning, warning, warning), /3 times, not 1 to 2/)
  assert.throws(() => settle(account, '{"level":"INFO"}'), /0 times, not 1 to 2/)
  assert.throws(() => settle(new Account(), '{"level":"INF'), SyntaxError)
})
