import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { Link } from 'react-router'

type Look = 'primary' | 'plain' | 'danger' | 'quiet'

const looks: Record<Look, string> = {
  primary: 'border-transparent bg-gold-fill text-on-gold hover:brightness-105',
  plain: 'border-line bg-raised text-ink hover:border-muted',
  danger: 'border-down/50 bg-down/10 text-down hover:border-down',
  quiet: 'border-transparent text-muted hover:bg-raised hover:text-ink',
}

const shape =
  'inline-flex items-center justify-center gap-2 rounded-lg border text-sm font-semibold whitespace-nowrap transition-colors'
const sizes = { normal: 'min-h-10 px-4 py-2', small: 'min-h-8 px-3 py-1' }

type Props = Omit<ComponentProps<'button'>, 'className'> & {
  look?: Look
  size?: 'normal' | 'small'
  /** Something is on its way: it cannot be pressed again, but keeps the focus. */
  busy?: boolean
  children: ReactNode
}

export function Button({ look = 'plain', size = 'normal', busy = false, type = 'button', onClick, ...rest }: Props) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      {...rest}
      type={type}
      onClick={press}
      aria-disabled={busy || undefined}
      className={`${shape} ${looks[look]} ${sizes[size]} disabled:opacity-50 aria-disabled:cursor-progress aria-disabled:opacity-60`}
    />
  )
}

type LinkProps = { to: string; look?: Look; size?: 'normal' | 'small'; children: ReactNode }

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ to, look = 'plain', size = 'normal', children }: LinkProps) {
  return (
    <Link to={to} className={`${shape} ${looks[look]} ${sizes[size]}`}>
      {children}
    </Link>
  )
}
