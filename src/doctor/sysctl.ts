import type { Facts } from '../facts/facts.ts'

/** Where a file of somebody else sets one otherwise, ours has to come after it. */
const FILE = '/etc/sysctl.d/99-zz-chatserver.conf'

/** Sets a setting of the kernel, now and for the next starts of the machine; /etc/sysctl.conf is read after all other files. */
export function sysctlCommands(name: string, value: number, { kernel, self }: Facts): string[] {
  const sudo = self.seen ? self.value.sudo : ''
  const isInLast = kernel.seen && kernel.value.inSysctlConf?.includes(name)
  return [
    `echo '${name} = ${value}' | ${sudo}tee -a ${FILE}${isInLast ? ' /etc/sysctl.conf' : ''}`,
    `${sudo}sysctl -p ${FILE}`,
  ]
}
