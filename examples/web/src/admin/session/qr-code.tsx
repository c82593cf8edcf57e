import { encode } from 'uqr'

/** A QR code, drawn here: its text is a secret and goes nowhere. */
export function QrCode({ text }: { text: string }) {
  const { size, data } = encode(text, { border: 2 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      role="img"
      aria-label="QR code for the authenticator app"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      // Scanners want dark on light, whatever the theme.
      className="size-52 max-w-full rounded-xl bg-white"
    >
      <path d={path} fill="black" />
    </svg>
  )
}
