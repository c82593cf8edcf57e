type Props = { onClick: () => void; loading?: boolean; children: string }

export function SecondaryButton({ onClick, loading = false, children }: Props) {
  return (
    <button
      type="button"
      disabled={loading}
      onClick={onClick}
      className="rounded-lg border border-line bg-raised px-4 py-2 text-sm font-semibold text-ink hover:border-muted disabled:opacity-60"
    >
      {loading ? 'Loading' : children}
    </button>
  )
}
