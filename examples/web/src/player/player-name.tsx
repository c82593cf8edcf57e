import { Link } from 'react-router'
import { playerAddress } from '../routing/addresses.ts'

type Props = { player: { username: string; masked: boolean }; className?: string }

/** A name that leads to the player's page; a masked one leads nowhere, or the address would tell who it is. */
export function PlayerName({ player: { username, masked }, className = '' }: Props) {
  if (masked) {
    return (
      <span className={`truncate ${className}`} title="This name is hidden">
        {username}
      </span>
    )
  }
  return (
    <Link
      to={playerAddress(username)}
      title={username}
      className={`truncate rounded-sm decoration-muted/60 underline-offset-4 hover:underline ${className}`}
    >
      {username}
    </Link>
  )
}
