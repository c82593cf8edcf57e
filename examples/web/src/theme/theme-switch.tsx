import { chooseTheme, useTheme } from './theme.ts'

export function ThemeSwitch() {
  const theme = useTheme()
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <button
      type="button"
      data-testid="theme-switch"
      aria-label={`Switch to the ${other} theme`}
      title={`Switch to the ${other} theme`}
      onClick={() => chooseTheme(other)}
      className="grid size-9 place-items-center rounded-full border border-line text-muted transition-colors hover:text-ink"
    >
      <svg viewBox="0 0 20 20" aria-hidden className="size-4.5" fill="none" stroke="currentColor" strokeWidth="1.6">
        {theme === 'dark' ? (
          <g strokeLinecap="round">
            <circle cx="10" cy="10" r="3.6" />
            <path d="M10 1.6v2M10 16.4v2M1.6 10h2M16.4 10h2M4.1 4.1l1.4 1.4M14.5 14.5l1.4 1.4M4.1 15.9l1.4-1.4M14.5 5.5l1.4-1.4" />
          </g>
        ) : (
          <path d="M16.8 12.2A7.2 7.2 0 0 1 7.8 3.2a7.2 7.2 0 1 0 9 9Z" strokeLinejoin="round" />
        )}
      </svg>
    </button>
  )
}
