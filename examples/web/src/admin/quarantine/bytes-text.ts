const digits = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kilobytes = bytes / 1024
  return kilobytes < 1024 ? `${digits.format(kilobytes)} KiB` : `${digits.format(kilobytes / 1024)} MiB`
}
