import { useEffect, useRef } from 'react'
import { announce } from './announcer.tsx'
import { useFeedStatus } from './feed-context.ts'
import { useOnline, useReachable } from './reachability.ts'

type Connection = 'connecting' | 'live' | 'polling' | 'offline'

const wording: Record<Connection, { label: string; detail: string; dot: string }> = {
  connecting: { label: 'Connecting', detail: 'Opening the live connection.', dot: 'bg-muted' },
  live: { label: 'Live', detail: 'Changes appear the moment they happen.', dot: 'bg-live' },
  polling: { label: 'Polling', detail: 'The live connection is down. Checking every 5 seconds.', dot: 'bg-gold-fill' },
  offline: { label: 'Offline', detail: 'The server cannot be reached. Trying again.', dot: 'bg-down' },
}

export function ConnectionIndicator() {
  const connection = useConnection()
  const { label, detail, dot } = wording[connection]
  const before = useRef(connection)

  useEffect(() => {
    const wasLost = before.current === 'polling' || before.current === 'offline'
    if (connection === 'polling' || connection === 'offline') announce(detail)
    else if (connection === 'live' && wasLost) announce('The live connection is back.')
    before.current = connection
  }, [connection, detail])

  return (
    <p
      data-testid="connection"
      data-state={connection}
      title={detail}
      className="flex items-center gap-2 rounded-full border border-line px-3 py-1 text-xs font-medium text-muted"
    >
      <span aria-hidden className={`size-2 rounded-full ${dot}`} />
      <span className="sr-only">Connection: </span>
      <span>
        {label}
        {connection === 'polling' && <span className="hidden sm:inline"> every 5 s</span>}
      </span>
    </p>
  )
}

function useConnection(): Connection {
  const status = useFeedStatus()
  const reachable = useReachable()
  const online = useOnline()
  if (status === 'open') return 'live'
  if (!online || !reachable) return 'offline'
  return status === 'connecting' ? 'connecting' : 'polling'
}
