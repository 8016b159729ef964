export const config = {
  expected: {
    wholeFrom: 'a whole number, {{min}} or more',
    wholeBetween: 'a whole number from {{min}} to {{max}}',
    number: 'a number',
    positive: 'a number greater than 0',
    flag: 'true or false, without quotes',
    text: 'a text in double quotes',
    word: 'a text in double quotes that is not empty',
    path: 'a file path in double quotes',
    address: 'an address such as "10.1.2.3" or a network such as "10.0.0.0/8"',
    list: 'a list, such as ["a", "b"]',
    oneOf: 'one of {{values}}',
  },
} as const
