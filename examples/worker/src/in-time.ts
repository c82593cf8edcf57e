/** What comes of some work, or `late` when it takes longer than that; the work goes on all the same. */
export async function inTime<Result>(work: Promise<Result>, ms: number): Promise<Result | 'late'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, ms, 'late')
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    // Nobody hears any more how late work ends, and a failure that nobody hears ends the process.
    work.catch(() => {})
  }
}
