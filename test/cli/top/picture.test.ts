import assert from 'node:assert/strict'
import { test } from 'node:test'
import { widthOf } from '../../../src/cli/top/line.ts'
import { picture } from '../../../src/cli/top/picture.ts'
import { FIRST_VIEW, rowsOf, select, sortNext, type View } from '../../../src/cli/top/view.ts'
import type { UserInfo } from '../../../src/control/methods.ts'
import { inLocale } from '../../../src/messages/both.ts'
import type { Locale } from '../../../src/messages/index.ts'
import type { Watched } from '../../../src/top/server-watch.ts'
import { statusOf, userOf } from '../../top/sample-status.ts'

const NAMES = ['alice', '王小明', 'bob\u001b[2J', '🙂smile', '长'.repeat(40), 'a\u202eb', 'e\u0301']

function watched(users: readonly UserInfo[], changes: Partial<Watched> = {}): Watched {
  return {
    look: { at: 0, time: new Date(0), status: statusOf({ globalMute: true }), users, rates: null },
    deliveries: Array.from({ length: 200 }, (_, at) => at % 17),
    samples: [],
    warnings: [
      {
        time: '2026-01-01T00:00:00.000Z',
        level: 'WARNING',
        event: 'x/y',
        message: `bad \u001b]0;x\u0007${'长'.repeat(99)}`,
      },
    ],
    deaf: null,
    trouble: null,
    ...changes,
  }
}

function draw(view: View, known: Watched, columns: number, height: number) {
  const rows = rowsOf(view, known)
  return picture({ watched: known, view, rows, columns, height, since: new Date(0), lateSeconds: 0 })
}

const many = Array.from({ length: 60 }, (_, at) =>
  userOf({
    id: at + 1,
    ip: `2001:db8::${at % 7}`,
    name: NAMES[at % NAMES.length] ?? null,
    queuedBytes: at * 999,
  }),
)

for (const locale of ['en', 'zh-CN'] satisfies Locale[]) {
  test(`no line is wider and no screen higher than the terminal, and nothing in it obeys a client (${locale})`, () => {
    inLocale(locale, () => {
      const trouble = { error: new Error(`\u001b[2J${'长'.repeat(90)}`), since: new Date(0) }
      for (const [columns, height] of [
        [80, 24],
        [40, 12],
        [41, 13],
        [119, 60],
        [120, 30],
        [121, 24],
        [300, 90],
        [20, 5],
      ] as const) {
        for (const view of [
          FIRST_VIEW,
          { ...FIRST_VIEW, focus: 'peers' as const },
          { ...FIRST_VIEW, help: true },
        ]) {
          for (const known of [watched(many), watched([], { trouble, deaf: trouble.error })]) {
            const { lines } = draw(view, known, columns, height)
            assert.ok(lines.length <= height)
            for (const line of lines) {
              assert.ok(widthOf(line) <= columns, `${columns}: ${line}`)
              // biome-ignore lint/suspicious/noControlCharactersInRegex: what a client may not send to a terminal
              assert.doesNotMatch(line.replaceAll(/\u001b\[[\d;]*m/g, ''), /[\u0000-\u001f\u007f\u202e]/)
            }
          }
        }
      }
    })
  })
}

test('a selection stays with its row while others come and go, and at its place when the row goes', () => {
  const users = [userOf({ id: 1 }), userOf({ id: 2 }), userOf({ id: 3 })]
  const view = select(FIRST_VIEW, rowsOf(FIRST_VIEW, watched(users)), 1)
  assert.equal(rowsOf(view, watched([userOf({ id: 9, queuedBytes: 1 }), ...users])).selected.users, 2)
  const [first, , third] = users
  const left = rowsOf(view, watched([first, third].filter((user) => user !== undefined)))
  assert.equal(left.users[left.selected.users]?.id, 3)
  assert.equal(rowsOf(view, watched([])).selected.users, -1)
})

test('orders come round again', () => {
  let view = FIRST_VIEW
  const seen = new Set<string>()
  for (let times = 0; times < 5; times++) {
    seen.add(view.userSort)
    view = sortNext(view)
  }
  assert.equal(seen.size, 5)
  assert.equal(view.userSort, FIRST_VIEW.userSort)
})
