/** Holds the place of a list that is on its way. The shapes are plainly empty: no invented rows. */
export function LoadingRows({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" className="space-y-3 p-4">
      <span className="sr-only">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="h-10 skeleton motion-safe:animate-pulse" />
      ))}
    </div>
  )
}

/** Holds the place of a whole page. */
export function PageLoading() {
  return (
    <div className="space-y-6">
      <div className="h-64 skeleton motion-safe:animate-pulse" />
      <div className="card">
        <LoadingRows />
      </div>
    </div>
  )
}
