/** What every ordered list needs of an entry. */
export interface BoardEntry {
  userId: number
  username: string
  /** The name is not to be shown to others: whoever shows the board masks it. Absent: it may be shown. */
  nameHidden?: boolean | undefined
  /** Whoever is level shares a rank: 1, 1, 3. */
  rank: number
  /** Where the entry stands in the list: 1 to n, each once. Only an order of display within a rank. */
  position: number
  /** The rank before its last change; null for who is new on the board, or was never seen at another rank. */
  previousRank: number | null
  /** Units of 1e-8. */
  amount: bigint
}

/**
 * Ordered standings of one moment, held in memory and never changed, so that any number of readers share one.
 * Reading it costs no query.
 */
export interface Board<Entry extends BoardEntry = BoardEntry> {
  /** Grows with every change; the same version is the same board. */
  version: number
  /** Source time of the reading it shows; null before the first. */
  asOf: Date | null
  /** Best first. */
  entries: readonly Entry[]
  /** Sum of all amounts, in units of 1e-8. */
  sum: bigint
  /** Positions by name, and the names that may be shown in order, made when first asked for. */
  lookup: { byName?: Map<string, number>; names?: readonly (readonly [name: string, position: number])[] }
}

/** Makes a board of entries that are in order already. */
export function createBoard<Entry extends BoardEntry>(
  entries: readonly Entry[],
  moment: { version: number; asOf: Date | null },
): Board<Entry> {
  let sum = 0n
  for (const { amount } of entries) sum += amount
  return { ...moment, entries, sum, lookup: {} }
}

/** Tells the previous rank of a player who now has `rank`, from the board before. */
export function previousRanks(before: readonly BoardEntry[]): (userId: number, rank: number) => number | null {
  const byUser = new Map(before.map((entry) => [entry.userId, entry]))
  return (userId, rank) => {
    const entry = byUser.get(userId)
    if (!entry) return null
    return entry.rank === rank ? entry.previousRank : entry.rank
  }
}

/** The entry of one player, by name without regard to case; undefined when there is none. */
export function findOnBoard<Entry extends BoardEntry>(board: Board<Entry>, username: string): Entry | undefined {
  const position = positions(board).get(username.toLowerCase())
  return position === undefined ? undefined : board.entries[position]
}

/** A player with neighbours on both sides, best first; empty when the player is not on the board. */
export function aroundOnBoard<Entry extends BoardEntry>(
  board: Board<Entry>,
  username: string,
  radius: number,
): Entry[] {
  const position = positions(board).get(username.toLowerCase())
  if (position === undefined) return []
  return board.entries.slice(Math.max(0, position - radius), position + radius + 1)
}

/**
 * The players whose names begin like this, without regard to case, in order of the board. Hidden names are not found: whoever
 * may see the first letters of one could ask for the rest, letter by letter.
 */
export function searchBoard<Entry extends BoardEntry>(board: Board<Entry>, prefix: string, limit: number): Entry[] {
  const wanted = prefix.toLowerCase()
  board.lookup.names ??= [...positions(board)]
    .filter(([, position]) => board.entries[position]?.nameHidden !== true)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const { names } = board.lookup
  const found: number[] = []
  for (let at = firstAtLeast(names, wanted); at < names.length; at++) {
    const [name, position] = names[at] ?? ['', 0]
    if (!name.startsWith(wanted)) break
    found.push(position)
  }
  return found
    .sort((a, b) => a - b)
    .slice(0, limit)
    .flatMap((position) => board.entries[position] ?? [])
}

function positions(board: Board): Map<string, number> {
  board.lookup.byName ??= new Map(board.entries.map(({ username }, position) => [username.toLowerCase(), position]))
  return board.lookup.byName
}

function firstAtLeast(names: readonly (readonly [string, number])[], wanted: string): number {
  let low = 0
  let high = names.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((names[middle]?.[0] ?? '') < wanted) low = middle + 1
    else high = middle
  }
  return low
}
