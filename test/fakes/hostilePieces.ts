/** Pieces of texts that, many times over, would be slow to read if a reader looked back or ahead for each. */
export const hostilePieces = {
	tex: ['\\', '{\\', '`', "''", "\\'{", '$', '\\"{\\^{', '$a', '\\(', "``'"],
	markdown: [
		'`', '[', '](', '<', '<!--', '<?', '<a ', '<a b="', '$', '$ ', '> ', '- ', '[[', '[a](', '[a](b "', '](<', '|', '| a ', '\\', '#', '*', '``` ', '<a@', '\t', '[^a]: ', '[a]: b\n', '![', 'http://a(', '1. ', '`` ` ', '$a$1',
		'~~~\n', '    \n', '- \n', '|-\n', 'a\n=', '> a\n',
	],
	paragraphs: ['\r', ' ', '\n \n', '\n', '\r\n  '],
	bibtex: ['@article{a,', '@%', '{', '\\x{', '$', '@a{b,c=', '{{', '\\em', "''", '@comment{', ' and ', '@string{a=a#'],
} as const;
