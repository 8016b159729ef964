import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootSystemdBox, type SystemdBox } from '../helpers/systemd-box.ts'
import { doctorIn, typeFixIn } from './box-doctor.ts'
import { assertFault, resultOf, unexplained } from './doctor-run.ts'

const DROPPED =
  'table inet guard { chain input { type filter hook input priority 0; policy accept; iif lo accept; tcp dport 3000 drop; }; }'

/** Each firewall closes the port in its own way, after loopback has been let through as everywhere. */
const WALLS: Readonly<
  Record<
    string,
    { readonly close: string; readonly rule: RegExp; readonly clear: string; readonly anew?: string }
  >
> = {
  ufw: {
    close: 'ufw --force enable && ufw allow 22/tcp && ufw deny 3000/tcp',
    rule: /3000\/tcp {2}DENY IN/,
    clear: 'ufw --force disable && ufw --force reset',
    anew: 'ufw reload',
  },
  nftables: { close: `nft '${DROPPED}'`, rule: /tcp dport 3000 drop/, clear: 'nft flush ruleset' },
  iptables: {
    close: 'iptables -A INPUT -i lo -j ACCEPT && iptables -A INPUT -p tcp --dport 3000 -j DROP',
    rule: /-A INPUT -p tcp -m tcp --dport 3000 -j DROP/,
    clear: 'iptables -F INPUT',
  },
  firewalld: {
    close: 'systemctl start firewalld',
    rule: /zone public: target: default/,
    clear: 'systemctl stop firewalld',
    anew: 'systemctl restart firewalld',
  },
}

test('a port that a firewall closes is found, with the rule that does it and the command that opens it', async (t) => {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await box.install()
  await box.ok(['systemctl', 'start', 'chatserver'])
  for (const [tool, { close, rule, clear, anew }] of Object.entries(WALLS)) {
    await t.test(tool, async () => {
      await shell(box, close)
      const run = await doctorIn(box, ['network'])
      assertFault(run, 'network/firewall-closed', rule)
      assert.match(resultOf(run, 'network/firewall-closed').message, new RegExp(`\\(${tool}\\)`))
      const nobody = await doctorIn(box, ['network/firewall-closed'], { user: 'nobody' })
      assert.match(`${nobody.results[0]?.outcome}`, tool === 'firewalld' ? /fail|unknown/ : /unknown/)
      await typeFixIn(box, run, 'network/firewall-closed')
      // What is said to last is in the files that are read again when the machine starts.
      const { fix } = resultOf(run, 'network/firewall-closed')
      assert.equal(/next boot/.test(fix?.summary ?? ''), anew === undefined, fix?.summary)
      if (anew !== undefined) await shell(box, anew)
      const after = await doctorIn(box, ['network'])
      assert.deepEqual(unexplained(after), [], JSON.stringify(resultOf(after, 'network/firewall-closed')))
      assert.equal(resultOf(after, 'network/firewall-closed').outcome, 'pass')
      await shell(box, clear)
    })
  }
})

async function shell(box: SystemdBox, script: string): Promise<void> {
  await box.ok(['sh', '-c', script])
}
