import { inputInvalid } from '@goated/schema/inputs'

// Shorter ones are refused for their length already.
const lengthMin = 8
let common: Promise<ReadonlySet<string>> | undefined

/**
 * Refuses a new password that is among the first that anybody tries: one of the fifty thousand most common ones, whatever
 * the case, a few characters over and over, or a name that stands next to it.
 *
 * @param field what the error calls it
 * @param names of the user and of the site
 * @throws INPUT_INVALID
 */
export async function refuseCommonPassword(
  password: string,
  { field, names }: { field: string; names: readonly (string | null | undefined)[] },
): Promise<void> {
  const folded = fold(password)
  if (names.some((name) => typeof name === 'string' && isName(folded, fold(name))))
    throw inputInvalid([{ path: field, message: 'Must not be the name of the user or of the site.' }])
  common ??= loadCommon()
  if (isRepetition(folded) || (await common).has(folded))
    throw inputInvalid([{ path: field, message: 'Is too easy to guess: many people use it. Choose another one.' }])
}

/** As compared: `ＰＡＳＳＷＯＲＤ` and `password` are typed by whoever tries the one or the other. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}

/** A name itself, or the part of an e-mail address before the @. */
function isName(password: string, name: string): boolean {
  return password === name || password === name.split('@', 1)[0]
}

/** At most three characters, over and over: `aaaaaaaa`, `abababab`, `12312312`. */
function isRepetition(text: string): boolean {
  const characters = [...text]
  return [1, 2, 3].some((period) => characters.every((each, at) => each === characters[at % period]))
}

/** Loaded when the first password is set: signing in does not need it. */
async function loadCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'].filter(({ length }) => length >= lengthMin).map(fold))
}
