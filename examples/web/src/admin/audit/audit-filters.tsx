import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { isWhole } from '../ui/decimal-text.ts'
import type { ListAddress } from '../ui/list-address.ts'
import { TextField } from '../ui/text-field.tsx'

const names = ['action', 'actorUserId', 'targetKind', 'targetId'] as const
type FilterName = (typeof names)[number]
type Filters = Partial<Record<FilterName, string>>

/** The filters of the address that the server would take. */
export function readAuditFilters(address: ListAddress): Filters {
  const filters: Filters = {}
  for (const name of names) {
    const value = address.read(name)
    if (value !== undefined && (name !== 'actorUserId' || isWhole(value))) filters[name] = value
  }
  return filters
}

export function AuditFilters({ address }: { address: ListAddress }) {
  const active = readAuditFilters(address)
  // Whoever follows a link with other filters gets a form that shows those.
  return <FilterForm key={JSON.stringify(active)} active={active} onFilter={address.filter} />
}

type Props = { active: Filters; onFilter: (filters: Record<FilterName, string | undefined>) => void }

function FilterForm({ active, onFilter }: Props) {
  const [filters, setFilters] = useState<Filters>(active)
  const [asked, setAsked] = useState(false)
  const value = (name: FilterName) => filters[name] ?? ''
  const set = (name: FilterName) => (text: string) => setFilters({ ...filters, [name]: text })
  const badUser = value('actorUserId').trim() !== '' && !isWhole(value('actorUserId'))
  const trimmed = (name: FilterName) => value(name).trim() || undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (badUser) return
    onFilter({
      action: trimmed('action'),
      actorUserId: trimmed('actorUserId'),
      targetKind: trimmed('targetKind'),
      targetId: trimmed('targetId'),
    })
  }
  const clear = () =>
    onFilter({ action: undefined, actorUserId: undefined, targetKind: undefined, targetId: undefined })
  return (
    <form role="search" aria-label="Filter the audit log" onSubmit={submit} noValidate className="card p-4 sm:px-6">
      <div className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <TextField
          label="Action"
          value={value('action')}
          onChange={set('action')}
          placeholder="race.cancel"
          maxLength={100}
        />
        <TextField
          label="By user No."
          value={value('actorUserId')}
          onChange={set('actorUserId')}
          inputMode="numeric"
          maxLength={9}
          error={asked && badUser ? "A user's number." : undefined}
        />
        <TextField
          label="On a"
          value={value('targetKind')}
          onChange={set('targetKind')}
          placeholder="race"
          maxLength={64}
        />
        <TextField label="with the No." value={value('targetId')} onChange={set('targetId')} maxLength={64} />
      </div>
      <div className="mt-3 flex gap-2">
        <Button type="submit">Filter</Button>
        {Object.keys(active).length > 0 && (
          <Button look="quiet" onClick={clear}>
            Show all
          </Button>
        )}
      </div>
    </form>
  )
}
