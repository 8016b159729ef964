/** Shell lines with which somebody on the laptop enters the room, and stays until the reset. */
export function enters(name: string): string {
  return `systemd-run --quiet --unit=person-${name} ip netns exec laptop sh -c 'sleep 600 | chatctl chat 192.168.1.10 --name ${name}'
${isThere(name)}`
}

/** Waits until somebody is in the room. */
export const isThere = (name: string) => `until chatctl users | grep -q ${name}; do sleep 0.1; done`

/** The same with a text that is said at once. */
export function says(name: string, text: string): string {
  return `printf '%s\\n' '${text}' | ip netns exec laptop chatctl chat 192.168.1.10 --name ${name} >/dev/null`
}

/**
 * A server that ended twelve connections lately because nothing was heard of them. For that time it was less patient than it is
 * now.
 *
 * @param addresses  how many addresses they came from
 */
export function fallSilent(addresses: number): string {
  const more = Array.from({ length: addresses }, (_, index) => 110 + index)
  const config = '/opt/chatserver/config.json'
  return `cp -p ${config} /root/patient.json
sed -i 's/"heartbeat_interval": 30/"max_connections_per_ip": 0, "max_attempts_per_minute": 0, "heartbeat_interval": 1/; s/"heartbeat_timeout": 90/"heartbeat_timeout": 2/' ${config}
systemctl restart chatserver
${more.map((last) => `ip -n laptop addr add 192.168.1.${last}/24 dev eth0 2>/dev/null`).join('\n')}
ip netns exec laptop python3 -c 'import socket
s=[socket.create_connection(("192.168.1.10",3000),9,("192.168.1.%d"%(110+i%${addresses}),0)) for i in range(12)]
[all(iter(lambda: one.recv(4096), b"")) for one in s]'
cp -p /root/patient.json ${config}
systemctl restart chatserver`
}
