import { NUMBER_MARK } from './lossless-json.ts'

/**
 * How clearly a value says that something failed. `stated`: there is nothing else that it could mean. `hinted`: it may
 * mean that, which counts only where no rows stand beside it.
 */
export type Failure = 'stated' | 'hinted' | null

/** What a key is about, whatever its case and separators: `error_code`, `errorCode` and `ErrorCode` are one. */
export type KeyMeaning = 'error' | 'success' | 'status' | 'code' | 'message' | 'type'

const keys: Record<KeyMeaning, string> = {
  error:
    'error errors err errs errormessage errormessages errormsg errmsg errordescription errordetail errordetails ' +
    'errorcode errcode errno errornumber errortext errortype exception exceptionmessage fault failure failures failed ' +
    'failurereason iserror haserror haserrors inerror isfailed',
  success: 'success succeeded successful succes issuccess issuccessful ok isok authenticated authorized authorised',
  status:
    'status statuscode statustext statusmessage httpstatus httpstatuscode httpcode state result resultstatus ' +
    'responsestatus outcome',
  code: 'code resultcode responsecode respcode returncode retcode rc ret',
  message: 'message messages msg msgs detail details reason retmsg retmessage responsemessage',
  type: 'type',
}
const meanings = new Map(
  Object.entries(keys).flatMap(([meaning, names]) => names.split(' ').map((name) => [name, meaning as KeyMeaning])),
)

/** What a key of a body is about; undefined: nothing that says how it went. */
export function meaningOf(key: string): KeyMeaning | undefined {
  return meanings.get(key.toLowerCase().replace(/[^a-z]/g, ''))
}

/** What a value says under a key that means something. Lists and objects are the caller's, except under an error. */
export function failureIn(meaning: KeyMeaning, value: unknown): Failure {
  if (meaning === 'error') return saysNothing(value) ? null : 'stated'
  if (value === null || value === undefined) return meaning === 'success' ? 'hinted' : null
  if (meaning === 'message') {
    const isText = typeof value === 'string' || Array.isArray(value)
    return !isText || textsOf(value).every(isHarmless) ? null : 'hinted'
  }
  if (typeof value === 'object') return null
  const text = wordOf(value)
  // It may be the code of an affiliate.
  if (meaning === 'code' && typeof value === 'string' && !value.startsWith(NUMBER_MARK))
    return noError.test(text) || fine.test(text) ? null : 'hinted'
  if (meaning === 'type') return /^(error|fail)/i.test(text) ? 'stated' : null
  if (/^[45]\d\d$/.test(text) || /^(false|no|n)$/i.test(text) || failing.test(text)) return 'stated'
  const number = /^-?\d+(\.\d+)?$/.test(text)
  const zero = /^-?0+(\.0*)?$/.test(text)
  if (meaning === 'success') return zero ? 'stated' : null
  if (/^2\d\d$/.test(text) || text === '') return null
  // As a status 1 is yes and 0 may be no; as a code 0 is no error and 1 may be one.
  if (number) return (meaning === 'code' ? zero : text === '1') ? null : 'hinted'
  return fine.test(text) ? null : 'hinted'
}

/** All texts of a value, as deep as they stand. */
export function textsOf(value: unknown, depth: number = 0): string[] {
  if (value === null || value === undefined || depth > 4) return []
  if (typeof value === 'object') return Object.values(value).flatMap((each) => textsOf(each, depth + 1))
  return [wordOf(value)]
}

function wordOf(value: unknown): string {
  const text = String(value).trim()
  return text.startsWith(NUMBER_MARK) ? text.slice(NUMBER_MARK.length) : text
}

/** An error that is none: nothing, zero, false, an empty list, or a word for it. */
function saysNothing(value: unknown): boolean {
  return textsOf(value).every((text) => noError.test(text))
}

const noError =
  /^(|-?0+(\.0*)?|2\d\d|false|no|none|null|nil|undefined|n\/a|-|ok(ay)?|success(ful)?|no[ _-]?errors?( occurred)?\.?)$/i

const failing = new RegExp(
  '^(n(ot)?[ _-]?ok$|ko$|nak$|fail|err|un(auth|available|successful)|forbid|denied|access[ _-]?denied|reject|invalid|' +
    'bad[ _-]?(request|gateway)|not[ _-]?(found|allowed|auth|success)|service[ _-]?unavailable|(under[ _-]?)?maintenance|' +
    'time(d)?[ _-]?out|exception|fault|rate[ _-]?limit|too[ _-]?many|throttl|expired|blocked|banned|suspended|disabled|' +
    'internal|server[ _-]?error|exceeded|abort|crash)',
  'i',
)

const fine =
  /^(ok(ay)?|200 ok|succe(ss|eded)|successful(ly)?|true|yes|y|done|complete(d)?|active|live|ready|online|up|fine|good|valid|normal|healthy|fresh|cached|finished|ended|open|enabled|running|published|processed|found)$/i

/** A message beside an empty list that explains it, or says that all is well. */
function isHarmless(text: string): boolean {
  if (text === '' || fine.test(text)) return true
  return !trouble.test(text) && (allWell.test(text) || nobody.test(text))
}

const trouble =
  /fail|error|invalid|unauth|forbid|denied|unable|can ?not|can't|n't|\bnot\b|exceed|limit|too many|expired|missing|requir|unavailable|maintenance|time(d)? ?out|again|retry|block|disabled|wrong|\bbad\b|unsuccess|reject|suspend|banned|exception|\bdown\b|no (such|permission|access)/i
const allWell = /\b(success(ful|fully)?|ok(ay)?|fetched|retrieved|loaded|returned|listed|done|completed?)\b/i
const nobody =
  /^(there (are|is) )?(no|0|zero) (data|results?|records?|rows?|players?|users?|members?|referrals?|affiliates?|wagers?|bets?|entries|activity)\b/i
