/**
 * Makes NO_COLOR and FORCE_COLOR mean the same to all that paint here, and to the programs that are started: chalk does
 * not know NO_COLOR, and oclif's help takes it over FORCE_COLOR. What is forced wins, as it does for Node itself.
 */
export function heedColourWish() {
  const { env } = process
  if (env.FORCE_COLOR !== undefined) delete env.NO_COLOR
  else if (env.NO_COLOR) env.FORCE_COLOR = '0'
}
