import type { ReactNode } from 'react'
import { problemText } from './problem-text.ts'

type Tone = 'info' | 'warn' | 'bad' | 'good'

const looks: Record<Tone, { box: string; title: string }> = {
  info: { box: 'border-line bg-raised', title: '' },
  warn: { box: 'border-gold-fill/40 bg-gold-fill/10', title: 'text-gold' },
  bad: { box: 'border-down/50 bg-down/10', title: 'text-down' },
  good: { box: 'border-up/50 bg-up/10', title: 'text-up' },
}

type Props = { tone?: Tone; title?: string; children?: ReactNode; role?: 'alert' | 'status'; testId?: string }

export function Notice({ tone = 'info', title, children, role, testId }: Props) {
  return (
    <div role={role} data-testid={testId} className={`rounded-xl border px-4 py-3 text-sm ${looks[tone].box}`}>
      {title !== undefined && <p className={`font-semibold ${looks[tone].title}`}>{title}</p>}
      {children !== undefined && (
        <div className={`text-pretty text-ink/90 ${title === undefined ? '' : 'mt-0.5'}`}>{children}</div>
      )}
    </div>
  )
}

/** What a form's request came to, read out at once. */
export function ProblemNotice({ error, title }: { error: Error | null; title?: string }) {
  if (error === null) return null
  return (
    <Notice tone="bad" role="alert" {...(title === undefined ? {} : { title })}>
      <p>{problemText(error)}</p>
    </Notice>
  )
}
