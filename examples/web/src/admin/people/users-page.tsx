import type { AdminUser } from '@goated/example-contract'
import { useCallback, useState } from 'react'
import { EmptyState } from '../../layout/empty-state.tsx'
import { useAsk, useTell } from '../data/use-ask.ts'
import { useAdmin } from '../session/session.ts'
import { Button } from '../ui/button.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { FilterTabs } from '../ui/filter-tabs.tsx'
import { Ago, Instant } from '../ui/instant.tsx'
import { useListAddress } from '../ui/list-address.ts'
import { Loaded } from '../ui/loaded.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pager } from '../ui/pager.tsx'
import { Pill } from '../ui/pill.tsx'
import { useSay } from '../ui/said.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { AdminDialog } from './admin-dialog.tsx'

export function UsersPage() {
  const address = useListAddress()
  const { limit, offset, filter } = address
  const admins = address.read('admins') === 'true'
  const search = address.read('search') ?? ''
  const query = useAsk(
    'GET /api/admin/users',
    { query: { limit, offset, ...(search === '' ? {} : { search }), ...(admins ? { isAdmin: 'true' } : {}) } },
    { keepPrevious: true },
  )
  const onSearch = useCallback((text: string) => filter({ search: text }), [filter])
  const [changing, setChanging] = useState<AdminUser | null>(null)
  const hide = useTell('PATCH /api/admin/users/:id')
  const say = useSay()
  const toggleName = ({ id, username, nameHidden }: AdminUser) =>
    hide.mutate(
      { params: { id }, body: { nameHidden: !nameHidden } },
      {
        onSuccess: () =>
          say(nameHidden ? `The public sees the name of ${username} again.` : `The name of ${username} is hidden.`),
      },
    )
  const columns = columnsFor({ ownId: useAdmin().id, toggleName, changeAdmin: setChanging })
  return (
    <>
      <PageHead title="People">Everybody the provider lists, and everybody with an account here.</PageHead>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <FilterTabs
          label="People"
          tabs={[
            { label: 'Everybody', to: address.withFilter({ admins: undefined }), active: !admins },
            { label: 'Admins', to: address.withFilter({ admins: 'true' }), active: admins },
          ]}
        />
        <div className="w-full sm:w-64">
          <SearchField
            label="Search people by name"
            placeholder="Name starts with"
            value={search}
            onSearch={onSearch}
          />
        </div>
      </div>
      <ProblemNotice error={hide.error} title="Nothing was changed" />
      <div className="card">
        <Loaded query={query}>
          {({ items, total }) =>
            total === 0 ? (
              <EmptyState title="Nobody of that name" />
            ) : (
              <>
                <DataTable
                  caption="People"
                  columns={columns}
                  rows={items}
                  rowKey={({ id }) => id}
                  rowTestId="user-row"
                />
                <Pager total={total} shown={items.length} address={address} noun={['person', 'people']} />
              </>
            )
          }
        </Loaded>
      </div>
      {changing && <AdminDialog user={changing} onClose={() => setChanging(null)} />}
    </>
  )
}

type Actions = { ownId: number; toggleName: (user: AdminUser) => void; changeAdmin: (user: AdminUser) => void }

function columnsFor({ ownId, toggleName, changeAdmin }: Actions): Column<AdminUser>[] {
  return [
    {
      header: 'Name',
      names: true,
      cell: ({ id, username, email, isAdmin, nameHidden }) => (
        <>
          <span className="inline-flex flex-wrap items-center gap-2">
            <span className="font-semibold wrap-anywhere">{username}</span>
            {isAdmin && <Pill tone="warn">Admin</Pill>}
            {nameHidden && <Pill>Hidden</Pill>}
            {id === ownId && <span className="text-xs font-normal text-muted">you</span>}
          </span>
          <span className="block text-xs font-normal wrap-anywhere text-muted">
            No. {id}
            {email !== null && `, ${email}`}
          </span>
        </>
      ),
    },
    {
      header: 'Account',
      cell: ({ claimed }) => (claimed ? 'Signed up' : <span className="text-muted">Only listed</span>),
    },
    {
      header: 'Provider',
      cell: ({ source, uid }) =>
        uid === null ? (
          <span className="text-muted">None</span>
        ) : (
          <span className="wrap-anywhere">
            {uid} <span className="text-muted">at {source}</span>
          </span>
        ),
    },
    { header: 'Since', cell: ({ createdAt }) => <Instant at={createdAt} /> },
    {
      header: 'Last sign-in',
      cell: ({ lastLogin }) =>
        lastLogin === null ? <span className="text-muted">Never</span> : <Ago at={lastLogin} />,
    },
    {
      header: 'Actions',
      actions: true,
      cell: (user) => (
        <span className="inline-flex flex-wrap gap-2 @3xl:flex-nowrap @3xl:justify-end">
          <Button
            size="small"
            onClick={() => toggleName(user)}
            aria-label={`${user.nameHidden ? 'Show' : 'Hide'} name of ${user.username}`}
          >
            {user.nameHidden ? 'Show name' : 'Hide name'}
          </Button>
          {(user.claimed || user.isAdmin) && (
            <Button
              size="small"
              look="quiet"
              onClick={() => changeAdmin(user)}
              aria-label={`${user.isAdmin ? 'Remove admin' : 'Make admin'}: ${user.username}`}
            >
              {user.isAdmin ? 'Remove admin' : 'Make admin'}
            </Button>
          )}
        </span>
      ),
    },
  ]
}
