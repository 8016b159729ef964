import { type Fate, fateOf, type Match, type Step } from './packet-fate.ts'

/** Names of the fields in the languages of Windows that this program speaks. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  name: ['Rule Name', '规则名称'],
  enabled: ['Enabled', '已启用'],
  direction: ['Direction', '方向'],
  protocol: ['Protocol', '协议'],
  port: ['LocalPort', '本地端口'],
  remote: ['RemoteIP', '远程 IP'],
  action: ['Action', '操作'],
}
const WORDS = { yes: /^(?:yes|是)$/i, in: /^(?:in|入)$/i, block: /^(?:block|阻止)$/i, any: /^(?:any|任何)$/i }

/**
 * What Windows does with new clients of a port.
 *
 * @param rules  output of `netsh advfirewall firewall show rule name=all dir=in`
 * @param profile  output of `netsh advfirewall show currentprofile`
 * @returns null where the firewall is off
 */
export function netshFate(rules: string, profile: string, port: number): Fate | null {
  if (!/^(?:State|状态)\s+(?:ON|启用)/im.test(profile)) return null
  const policy = /^(?:Firewall Policy|防火墙策略)\s+(\S+)/im.exec(profile)?.[1] ?? 'BlockInbound'
  const steps = rules.split(/\r?\n\s*\r?\n/).flatMap((block) => toStep(block, port))
  // A rule that blocks wins over any that allows.
  const sorted = [...steps].sort((a, b) => Number(b.action.do === 'drop') - Number(a.action.do === 'drop'))
  const result = /^AllowInbound/i.test(policy) ? ('accept' as const) : ('drop' as const)
  return fateOf(new Map([['rules', sorted]]), 'rules', { result, text: policy })
}

function toStep(block: string, port: number): Step[] {
  const field = (name: keyof typeof FIELDS) => {
    const names = (FIELDS[name] ?? []).join('|')
    return new RegExp(`^(?:${names})\\s*[:：]\\s*(.*?)\\s*$`, 'im').exec(block)?.[1] ?? ''
  }
  const isIn = WORDS.in.test(field('direction')) && WORDS.yes.test(field('enabled'))
  const isTcp = field('protocol') === 'TCP' || WORDS.any.test(field('protocol'))
  if (!isIn || !isTcp || !coversPort(field('port'), port)) return []
  const match: Match = field('remote') === '' || WORDS.any.test(field('remote')) ? 'yes' : 'some'
  return [
    { match, action: { do: WORDS.block.test(field('action')) ? 'drop' : 'accept' }, text: field('name') },
  ]
}

/** `3000`, `80,443`, `3000-3010`, `Any`; a rule for a program has no port and is not ours to judge. */
function coversPort(text: string, port: number): boolean {
  return text.split(',').some((range) => {
    const [low = '', high = low] = range.trim().split('-')
    return low !== '' && port >= Number(low) && port <= Number(high)
  })
}
