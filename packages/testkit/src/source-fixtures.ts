import { clashSource, csvSource, goatedSource, rainbetSource } from '@goated/ingest'
import { fixtureCredential, type FixturePlayer, type SourceFixture } from './source-conformance.ts'

/** The fixtures of the built-in sources. Another source needs one more entry here, and nothing else. */
export const sourceFixtures: Record<string, SourceFixture> = {
  'goated, flat': {
    make: (url) => goatedSource({ url, token: fixtureCredential }),
    body: (players) => `{"data":[${players.map(wageredRow).join()}],"unknown":{"key":[1]}}`,
    credential: bearer,
    amounts: [
      ['0', '0.00000000'],
      ['1773.7767198916313', '1773.77671989'],
      ['123456789012.123456789', '123456789012.12345678'],
      ['1e-7', '0.00000010'],
      ['1E+3', '1000.00000000'],
    ],
    wrongTypes: [
      '[]',
      '{}',
      '{"data":"soon"}',
      '{"data":[{"uid":"a","name":"a"}]}',
      `{"data":[${wageredRow({ uid: 'a', name: 'a', amount: '"5"' })}]}`,
      `{"data":[${wageredRow({ uid: 'a', name: 'a', amount: 'null' })}]}`,
      `{"data":[${wageredRow({ uid: '', name: 'a', amount: '1' })}]}`,
    ],
    truncated: [
      ['NOT_JSON', '{"data":[{"uid":"a","name":"a","wag'],
      ['NOT_JSON', ''],
    ],
    html: 'NOT_JSON',
    errors: [
      ['UPSTREAM_ERROR', 200, '"Internal error"'],
      ['UPSTREAM_ERROR', 200, '{"success":false}'],
      ['RATE_LIMITED', 200, '{"statusCode":400,"message":"TOO_MANY_REQUEST"}'],
      ['UNAUTHORIZED', 200, '{"error":"Invalid API key"}'],
    ],
  },
  'goated, envelope': {
    make: (url) => goatedSource({ url, token: fixtureCredential, lastUpdatedIsAsOf: true }),
    body: envelope,
    credential: bearer,
    amounts: [['1773.7767198916313', '1773.77671989']],
    wrongTypes: [
      '{"status":"success","metadata":{"totalUsers":1,"lastUpdated":"2025-06-02T12:00:00Z"},"data":{}}',
      envelope([]).replace('2025-06-02T12:00:00.000Z', 'yesterday'),
    ],
    truncated: [['NOT_JSON', envelope([]).slice(0, -3)]],
    html: 'NOT_JSON',
    errors: [['UPSTREAM_ERROR', 200, '{"status":"error","metadata":{},"data":{}}']],
  },
  rainbet: {
    make: (url) => rainbetSource({ url, key: fixtureCredential }),
    window: { start: new Date('2025-06-01T00:00:00Z'), end: new Date('2025-06-08T00:00:00Z') },
    body: rainbet,
    credential: ({ url }) => new URL(url, 'http://x').searchParams.get('key'),
    amounts: [
      ['416.9225', '416.92250000'],
      ['0.123456789', '0.12345678'],
    ],
    wrongTypes: [
      '{}',
      '{"affiliates":[{"username":"a","id":"a","wagered_amount":416.9225}],"cache_updated_at":"2025-06-02T12:00:00Z"}',
      '{"affiliates":[{"username":"a","id":"a","wagered_amount":"1,5"}],"cache_updated_at":"2025-06-02T12:00:00Z"}',
      '{"affiliates":[{"username":"a","wagered_amount":"1"}],"cache_updated_at":"2025-06-02T12:00:00Z"}',
      '{"affiliates":[],"cache_updated_at":"just now"}',
    ],
    truncated: [['NOT_JSON', '{"affiliates":[{"username":"a","id":"a","wagered_am']],
    html: 'NOT_JSON',
    errors: [
      ['UNAUTHORIZED', 400, '{"error":"er_invalid_key"}'],
      ['HTTP_400', 400, '{"error":"er_invalid_date"}'],
      ['UPSTREAM_ERROR', 200, '{"error":"er_internal"}'],
    ],
  },
  clash: {
    make: (url) => clashSource({ url, token: fixtureCredential }),
    window: { start: new Date('2025-06-01T18:00:00Z'), end: new Date('2025-06-15T18:00:00Z') },
    body: clash,
    credential: bearer,
    amounts: [
      ['1234567', '12345.67000000'],
      ['41692.2512345678', '416.92251234'],
      ['1', '0.01000000'],
      ['1e2', '1.00000000'],
    ],
    wrongTypes: [
      '{"data":{}}',
      clash([{ uid: 'a', name: 'a', amount: '"5"' }]),
      clash([]).replaceAll('"durationDays":14', '"durationDays":"14"'),
      clash([]).replace('2025-06-01T18:00:00.000Z', 'June'),
    ],
    truncated: [['NOT_JSON', clash([]).slice(0, -4)]],
    html: 'NOT_JSON',
    errors: [
      ['RACE_NOT_FOUND', 200, '{"data":[]}'],
      ['RACE_NOT_FOUND', 200, clash([]).replaceAll('"durationDays":14', '"durationDays":7')],
      ['RACE_AMBIGUOUS', 200, clash([]).replace('{"data":[', `{"data":[${raceOf([])},`)],
      ['UPSTREAM_ERROR', 200, '{"error":true}'],
    ],
  },
  csv: {
    make: (url) => csvSource({ from: { url, token: fixtureCredential }, ignoreColumns: ['comment'] }),
    body: (players) =>
      [
        'name,uid,all_time,comment',
        ...players.map(({ uid, name, amount }) => `"${name}",${uid},${amount},"a, b"`),
      ].join('\r\n'),
    credential: bearer,
    amounts: [
      ['1773.7767198916313', '1773.77671989'],
      ['1e-7', '0.00000010'],
    ],
    wrongTypes: [
      'uid|name|all_time\na|a|1',
      'uid,name,all_time,vip\na,a,1,yes',
      'uid,name\na,a',
      'uid,name,all_time,uid\na,a,1,a',
      'uid,name,all_time\na,a,',
      'uid,name,all_time\na,a,1.234.5',
      'uid,name,all_time\n,a,1',
    ],
    truncated: [
      ['WRONG_TYPE', 'uid,name,all_time\na,a,1\nb,'],
      ['WRONG_TYPE', ''],
      ['NOT_CSV', 'uid,name,all_time\na,"a'],
    ],
    html: 'NOT_CSV',
    errors: [],
  },
}

function bearer({ headers }: { headers: { authorization?: string | undefined } }): string | undefined {
  return headers.authorization?.replace('Bearer ', '')
}

function wageredRow({ uid, name, amount }: FixturePlayer): string {
  const wagered = `{"today":0,"this_week":0,"this_month":0,"all_time":${amount},"ever":1}`
  return `{"uid":${JSON.stringify(uid)},"name":${JSON.stringify(name)},"wagered":${wagered},"vip":true}`
}

function envelope(players: readonly FixturePlayer[]): string {
  const metadata = `{"totalUsers":${players.length},"lastUpdated":"2025-06-02T12:00:00.000Z","version":2}`
  return `{"status":"success","metadata":${metadata},"data":{"monthly":{"data":[${players.map(wageredRow).join()}]}}}`
}

function rainbet(players: readonly FixturePlayer[]): string {
  const rows = players.map(({ uid, name, amount }) => ({ username: name, id: uid, wagered_amount: amount, level: 3 }))
  return JSON.stringify({ affiliates: rows, cache_updated_at: '2025-06-02T12:00:00.000Z', region: 'x' })
}

function raceOf(players: readonly FixturePlayer[]): string {
  const rows = players.map(
    ({ uid, name, amount }) =>
      `{"userId":${JSON.stringify(uid)},"name":${JSON.stringify(name)},"wagered":${amount},"avatar":null}`,
  )
  return `{"id":7,"status":"active","startDate":"2025-06-01T18:00:00.000Z","durationDays":14,"rewards":[1],"topPlayers":[${rows.join()}]}`
}

function clash(players: readonly FixturePlayer[]): string {
  const other =
    '{"id":6,"status":"ended","startDate":"2025-05-01T18:00:00.000Z","durationDays":14,"rewards":[],"topPlayers":[]}'
  return `{"data":[${other},${raceOf(players)}]}`
}
