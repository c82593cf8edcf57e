import type { ApiToken } from '@goated/example-contract'
import { useState } from 'react'
import { EmptyState } from '../../layout/empty-state.tsx'
import { serverNow } from '../../live/clock.ts'
import { useAsk } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Ago, Instant } from '../ui/instant.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pill, type Tone } from '../ui/pill.tsx'
import { CreateTokenDialog } from './create-token-dialog.tsx'
import { RevokeTokenDialog } from './revoke-token-dialog.tsx'

export function TokensPage() {
  const query = useAsk('GET /api/admin/tokens', {})
  const [creating, setCreating] = useState(false)
  const [revoking, setRevoking] = useState<ApiToken | null>(null)
  return (
    <>
      <PageHead
        title="API tokens"
        actions={
          <Button look="primary" onClick={() => setCreating(true)}>
            New token
          </Button>
        }
      >
        Keys for programs that use the admin API. They act for the admin who created them.
      </PageHead>
      <div className="card">
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title="There is no token" />
            ) : (
              <DataTable
                caption="API tokens"
                columns={columnsFor(setRevoking)}
                rows={items}
                rowKey={({ id }) => id}
                rowTestId="token-row"
              />
            )
          }
        </Loaded>
      </div>
      {creating && <CreateTokenDialog onClose={() => setCreating(false)} />}
      {revoking && <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />}
    </>
  )
}

function stateOf({ revokedAt, expiresAt }: ApiToken): { label: string; tone: Tone; works: boolean } {
  if (revokedAt !== null) return { label: 'Revoked', tone: 'plain', works: false }
  if (expiresAt !== null && Date.parse(expiresAt) <= serverNow())
    return { label: 'Expired', tone: 'plain', works: false }
  return { label: 'Works', tone: 'good', works: true }
}

function columnsFor(revoke: (token: ApiToken) => void): Column<ApiToken>[] {
  return [
    {
      header: 'Token',
      names: true,
      cell: ({ name, id, createdBy, createdByToken }) => (
        <>
          <span className="font-semibold wrap-anywhere">{name}</span>
          <span className="block text-xs font-normal text-muted">
            No. {id}, by user {createdBy}
            {createdByToken !== null && `, through token ${createdByToken}`}
          </span>
        </>
      ),
    },
    {
      header: 'State',
      cell: (token) => {
        const { label, tone } = stateOf(token)
        return <Pill tone={tone}>{label}</Pill>
      },
    },
    {
      header: 'May',
      cell: ({ scopes }) => (
        <span className="inline-flex flex-wrap justify-end gap-1 @3xl:justify-start">
          {scopes.map((scope) => (
            <Pill key={scope}>{scope}</Pill>
          ))}
        </span>
      ),
    },
    {
      header: 'Ends',
      cell: ({ expiresAt, revokedAt }) =>
        revokedAt !== null ? (
          <>
            Revoked <Instant at={revokedAt} />
          </>
        ) : expiresAt === null ? (
          'Never'
        ) : (
          <Instant at={expiresAt} />
        ),
    },
    {
      header: 'Last used',
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? <span className="text-muted">Never</span> : <Ago at={lastUsedAt} />,
    },
    {
      header: 'Actions',
      actions: true,
      cell: (token) =>
        stateOf(token).works && (
          <Button
            size="small"
            look="danger"
            onClick={() => revoke(token)}
            aria-label={`Revoke the token ${token.name}`}
          >
            Revoke
          </Button>
        ),
    },
  ]
}
