import { draw, drawUnit } from './random.ts'

// Words picked to be nobody in particular. The last few of each list are not ASCII, as in any real player list.
const adjectives = [
  'Lucky',
  'Silent',
  'Turbo',
  'Crispy',
  'Velvet',
  'Rusty',
  'Cosmic',
  'Salty',
  'Frosty',
  'Grumpy',
  'Neon',
  'Sleepy',
  'Mighty',
  'Hollow',
  'Golden',
  'Feral',
  'Dizzy',
  'Quantum',
  'Spicy',
  'Marble',
  'Shady',
  'Jolly',
  'Rapid',
  'Wobbly',
  'Über',
  'Très',
  'Małe',
  'Søvnig',
  'Быстрый',
  '幸運',
]
const nouns = [
  'Badger',
  'Pixel',
  'Walrus',
  'Comet',
  'Goat',
  'Noodle',
  'Falcon',
  'Cactus',
  'Wizard',
  'Otter',
  'Bandit',
  'Pretzel',
  'Gecko',
  'Anvil',
  'Puffin',
  'Rocket',
  'Mammoth',
  'Turnip',
  'Viking',
  'Yeti',
  'Cobra',
  'Biscuit',
  'Kraken',
  'Ferret',
  'Ñandú',
  'Löwe',
  'Żubr',
  'Ørn',
  'Волк',
  '竜',
]
const endings = ['', '', '-', '_', 'x', '🐐']

/**
 * The display name of a player: adjective, noun, number.
 *
 * About one player in fifty borrows the name of an earlier one, half of them with the case changed, because upstream
 * names are not unique and nobody may treat them as an identity.
 */
export function nameOf(key: number, player: number): string {
  const borrowed = drawUnit(key, player, 20)
  if (player > 0 && borrowed < 0.02) {
    const name = coin(key, draw(key, player, 21) % player)
    return borrowed < 0.01 ? name : swapCase(name)
  }
  return coin(key, player)
}

function coin(key: number, player: number): string {
  const adjective = adjectives[draw(key, player, 22) % adjectives.length]!
  const noun = nouns[draw(key, player, 23) % nouns.length]!
  const style = draw(key, player, 24)
  const number = style % 4 === 0 ? '' : String(draw(key, player, 25) % 1000)
  const name = `${adjective}${noun}${number}${endings[(style >>> 8) % endings.length]!}`
  return style % 5 === 0 ? name.toLowerCase() : name
}

function swapCase(name: string): string {
  const upper = name.toUpperCase()
  return upper === name ? name.toLowerCase() : upper
}
