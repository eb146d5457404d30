/**
 * Whether TeX does more than set words and formulae: it reads or writes a file, loads a package, runs Lua or a program, links to something
 * on the disk, or changes what other signs and commands mean, which could hide such a command. A record of a stranger would do that on the
 * computer of whoever typesets a text that cites it. https://tug.org/texlive/doc/texlive-en/texlive-en.html (openin_any, shell_escape)
 */
export function isTexHazard(tex: string): boolean {
	// `^^5c` is a backslash to TeX.
	return /\^\^|\\@/.test(tex) || doubtful.test(tex) || Array.from(tex.matchAll(/\\([A-Za-z]+)/g), ([, name = '']) => name).some(isHazard);
}

function isHazard(name: string): boolean {
	return hazards.has(name) || families.test(name);
}

const doubtful = /\\(?:begin\s*\{\s*(?:filecontents|document|verbatim|comment|minted|lstlisting|lua|py|sage)|href\s*\{(?!\s*https?:))/;

const hazards: ReadonlySet<string> = new Set(
	// files
	(
		'include includegraphics includepdf includestandalone includemedia includesvg openin openout read readline write immediate newread newwrite special ' +
		'import subimport includefrom subincludefrom inputfrom subinputfrom subfile subfileinclude lstinputlisting bibliography attachfile textattachfile ' +
		'embedfile movie hyperimage hyperlink usetikzlibrary ' +
		// programs
		'ShellEscape directlua latelua pyc pyfile sagestr ' +
		// meanings
		'def gdef edef xdef let futurelet catcode lccode uccode sfcode mathcode delcode csname endcsname expandafter noexpand afterassignment ' +
		'aftergroup scantokens scantextokens active output loop whiledo endinput endlinechar escapechar jobname meaning message errmessage typeout ' +
		'batchmode nonstopmode scrollmode errorstopmode shipout dump'
	).split(' '),
);

/** Their names begin or end alike, in packages and engines. */
const families =
	/[Ii]nput|lua|[Vv]erbatim|^(?:IfFile|CatchFile|pdf|XeTeX|csv|DTL|pgfplotstable|Require|Load|Declare|New|Renew|Provide|Expl|AtBegin|AtEnd|AddTo|every|makeat|use(?:package|theme|module)|document(?:class|style|metadata)|add\w*bib)|(?:command|Command|environment|Environment)$/;
