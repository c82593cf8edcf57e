/**
 * Settings that no server in earnest has all at once, and every test database has: whatever depends on how the server
 * prints or reads values fails in the tests. The times that such a server prints have one meaning only, so a test can
 * still select a column as it is.
 */
export const oddSettings = {
  DateStyle: 'German, DMY',
  IntervalStyle: 'sql_standard',
  TimeZone: 'Asia/Kathmandu',
  bytea_output: 'escape',
  extra_float_digits: '-15',
  quote_all_identifiers: 'on',
  search_path: 'nonsense, public',
  standard_conforming_strings: 'off',
  // It warns of backslashes in strings, which is one line of noise for each.
  escape_string_warning: 'off',
} as const
