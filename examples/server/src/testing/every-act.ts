import type { Address } from '@goated/example-contract'
import { type AdminDesk, newRace, newSeries } from './admin-desk.ts'
import { type ApiClient, apiClient, setUpTotp } from './api-client.ts'
import { PASSWORD } from './desk.ts'

type Params = Record<string, string | number>
/** A request that does something, how to prepare it, and what to remember of its answer. */
export type Act = [
  address: Address,
  input?: () => Promise<{ params?: Params; body?: object }>,
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into every kind of answer
  then?: (body: any) => void,
]

/**
 * Every route that changes something and takes a key, in an order in which each has something to do.
 *
 * @param deskOf the desk, once there is one
 */
export function everyAct(deskOf: () => AdminDesk): { acts: Act[]; password(): string } {
  // What the acts after the first ones are about.
  let made: Params = {}
  let series: Params = {}
  let adjustment: Params = {}
  let token: Params = {}
  let paid = { id: 0, entryId: 0 }
  let password = PASSWORD
  async function anotherSession(): Promise<number> {
    await apiClient(deskOf().url).call('POST /api/auth/login', { body: { username: 'chief', password } })
    const { body } = await deskOf().admin.call('GET /api/me/sessions')
    return body.items.find(({ current }: { current: boolean }) => !current).id
  }
  async function entrant(search: string): Promise<Params> {
    const { userId } = await deskOf().entrant(search)
    return { id: deskOf().day.race.id, userId }
  }

  const acts: Act[] = [
    [
      'POST /api/admin/races/preview',
      async () => ({ body: { prizePool: '10.00', prizeDistribution: newRace.prizeDistribution } }),
    ],
    ['POST /api/admin/races', async () => ({ body: newRace }), ({ id }) => (made = { id })],
    ['PATCH /api/admin/races/:id', async () => ({ params: made, body: { title: 'Late race' } })],
    ['POST /api/admin/races/:id/cancel', async () => ({ params: made, body: { reason: 'Rain' } })],
    ['POST /api/admin/series', async () => ({ body: newSeries }), (body) => (series = { id: body.series.id })],
    ['POST /api/admin/series/:id/stop', async () => ({ params: series })],
    [
      'POST /api/admin/races/:id/entrants/:userId/adjustments',
      async () => ({ params: await entrant('carol'), body: { amount: '5', reason: 'A bet counted late' } }),
      ({ adjustments: [{ id }] }) => (adjustment = { id }),
    ],
    ['POST /api/admin/adjustments/:id/revert', async () => ({ params: adjustment, body: { reason: 'No' } })],
    [
      'POST /api/admin/races/:id/entrants/:userId/disqualify',
      async () => ({ params: await entrant('bob'), body: { reason: 'Two accounts' } }),
    ],
    ['POST /api/admin/races/:id/entrants/:userId/reinstate', async () => ({ params: await entrant('bob') })],
    [
      'POST /api/admin/races/:id/entrants/:userId/decisions',
      async () => {
        // Her counter falls below half of what it was, three readings in a row, which is what there is to decide about.
        for (const at of ['11:20', '11:25', '11:30']) await deskOf().day.read(at, { alice: -400, bob: 250, carol: 30 })
        return { params: await entrant('alice'), body: { kind: 'accept', reason: 'The casino confirms it' } }
      },
    ],
    ['POST /api/admin/ingest/run', async () => ({ body: { trust: false } })],
    [
      'PATCH /api/admin/users/:id',
      async () => ({ params: { id: (await deskOf().entrant('carol')).userId }, body: { nameHidden: true } }),
    ],
    ['POST /api/auth/step-up', async () => ({ body: { password } })],
    [
      'PATCH /api/admin/users/:id/role',
      async () => {
        await deskOf().signIn('second')
        const { body } = await deskOf().admin.call('GET /api/admin/users', { query: { search: 'second' } })
        return { params: { id: body.items[0].id }, body: { isAdmin: true } }
      },
    ],
    ['DELETE /api/me/sessions/:id', async () => ({ params: { id: await anotherSession() } })],
    ['DELETE /api/me/sessions'],
    [
      'POST /api/admin/tokens',
      async () => ({ body: { name: 'bot', scopes: ['races:read'] } }),
      ({ apiToken }) => (token = { id: apiToken.id }),
    ],
    ['DELETE /api/admin/tokens/:id', async () => ({ params: token })],
    ['PATCH /api/me', async () => ({ body: { nameHidden: true } })],
    ['POST /api/me/totp'],
    ['POST /api/me/totp/confirm', async () => ({ body: { code: await startedTotp() } })],
    ['POST /api/me/totp/recovery-codes'],
    ['POST /api/me/totp/remove', async () => ({ body: { password } })],
    [
      'POST /api/me/password',
      async () => ({ body: { password, newPassword: 'a better horse battery' } }),
      () => (password = 'a better horse battery'),
    ],
    [
      'POST /api/admin/payouts/:id/settle',
      async () => ({ params: { id: await owedPayout() }, body: { status: 'paid' } }),
      ({ id, entries }) => (paid = { id, entryId: entries[0].id }),
    ],
    [
      'POST /api/admin/payouts/:id/correct',
      async () => ({ params: { id: paid.id }, body: { corrects: paid.entryId, reason: 'The wrong wallet' } }),
    ],
  ]

  async function startedTotp(): Promise<string> {
    let code = ''
    const client: ApiClient = {
      ...deskOf().admin,
      call: async (address, input) => {
        if (!address.endsWith('confirm')) return deskOf().admin.call(address, input)
        code = (input?.body as { code: string } | undefined)?.code ?? ''
        return { status: 200, headers: new Headers(), body: {} }
      },
    }
    await setUpTotp(client, () => deskOf().day.clock.now())
    return code
  }
  async function owedPayout(): Promise<number> {
    await deskOf().finishRace()
    await deskOf().prove(password)
    return (await deskOf().admin.call('GET /api/admin/payouts', { query: { raceId: deskOf().day.race.id } })).body
      .items[0].id
  }

  return { acts, password: () => password }
}
