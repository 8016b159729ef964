import type { TestContext } from 'node:test'

const pending = new WeakMap<TestContext, (() => unknown)[]>()

/**
 * Like `t.after`, which begins with what was said first; here what came last goes first, so that a server ends before the folder
 * goes that it writes into.
 */
export function afterwards(t: TestContext, work: () => unknown): void {
  const known = pending.get(t)
  if (known !== undefined) {
    known.push(work)
    return
  }
  const all = [work]
  pending.set(t, all)
  t.after(async () => {
    for (let next = all.pop(); next !== undefined; next = all.pop()) await next()
  })
}
