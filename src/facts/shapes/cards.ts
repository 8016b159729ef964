/** An address of a card. */
export interface CardAddress {
  readonly address: string
  /** Bits of its network. */
  readonly prefix: number
  /** It was lent for a while (DHCP, router advertisements), and may go with the cable as it should. */
  readonly isLease: boolean
}

/** Who sets a card up. */
export interface CardKeeper {
  /** What gives it its addresses; null where nothing that is known here does. */
  readonly keeper: 'networkd' | 'NetworkManager' | 'ifupdown' | null
  /**
   * `stopped`: it does not run, or has put the card away; `off`: it runs, and was told to leave all cards alone. A record of an
   * earlier version has none.
   */
  readonly keeperState?: 'works' | 'stopped' | 'off'
  /** The router that its configuration or its lease names; null where none is found. */
  readonly gateway: string | null
}

/** A way out of this machine: the kernel's loopback, bridges of containers and their cables are none. */
export interface CardFacts extends CardKeeper {
  readonly name: string
  /** `over-cards`: a bridge, bond or VLAN over cards; `tunnel`: PPP, VPN: it needs a card under it. */
  readonly kind: 'card' | 'over-cards' | 'tunnel'
  readonly isWireless: boolean
  /** Switched on, as by `ip link set NAME up`. */
  readonly isOn: boolean
  /** Something answers at the other end of its cable, or it has joined a wireless network. */
  readonly hasLink: boolean
  /** The kernel's own word, such as `lowerlayerdown`. */
  readonly state: string
  /** Those that it keeps while it is off too, where they can be seen. */
  readonly addresses: readonly CardAddress[]
}

/** Where the kernel would send packets. */
export interface RouteFacts {
  /** Cards that lead to everywhere. */
  readonly defaultBy: readonly string[]
  /** Networks that are reached otherwise, such as `10.0.0.0/8`. */
  readonly networks: readonly string[]
}
