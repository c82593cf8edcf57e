// A browser takes the path segments "." and ".." away, encoded or not, so a player of such a name could not be addressed.

/** How a player's name is written as one segment of a path: `.` becomes `~.`, so that it stays one. */
export function nameSegment(name: string): string {
  return encodeURIComponent(/^~*\.{1,2}$/.test(name) ? `~${name}` : name)
}

/** The name that a decoded segment stands for. */
export function nameOfSegment(segment: string): string {
  return /^~+\.{1,2}$/.test(segment) ? segment.slice(1) : segment
}
