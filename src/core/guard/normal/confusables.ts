/**
 * Letters that look like another (Unicode Technical Standard 39, confusables), as pairs: the look-alike, then what it is
 * read as. Only what Unicode's compatibility forms (NFKC: full-width, mathematical, enclosed) do not fold already.
 */
const PAIRS = [
  // Cyrillic
  "аaАAвbВBсcСCԁdеeЕEёeЁEһhНHнhіiІIїiЇIјjЈJкkКKӏlмmМMпnоoОOрpРPԛqԚQгrѕsЅSтtТTѵvѴVԝwԜWхxХXуyУYүyҮYзzгrԌGԍgҺHӀIьb",
  // Greek
  "αaΑAβbΒBϲcϹCεeΕEηnΗHιiΙIκkΚKΜMνvΝNοoΟOρpΡPτtΤTυuΥYχxΧXγyΖZϳjͿJωwσoϱp",
  // Armenian, Hebrew, Latin extensions, Cherokee
  "աwսuոnօoցgհhյjքpզqՏSՕOՍUԼLıiɑaɡgɩiɪiʏyʀrʟlɢgʜhɴnᴀaᴄcᴅdᴇeᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴠvᴡwᴢzꜱsʙbƄbƅbƖlǀlƽsƼSꓐBꓑPꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU",
  "ᎪAᏴBᏟCᎠDᎬEᏀGᎻHᏆIᎫJᏦKᏞLᎷMΝNᏢPᎡRᏚSᎢTᏙVᎳWᏃZøoØOđdĐDłlŁLħhĦHŧtŦTɓbɗdƙkƥpƭt",
  // Punctuation: dashes, quotation marks, dots, at signs, slashes, colons
  "‐-‑-‒-–-—-―-−-﹘-－-⁃-˗-۔-‘'’'‚'‛'′'ʹ'ʼ'“\"”\"„\"‟\"″\"。.․.‧.·.﹒.⁄/∕/⧸/╱/։:׃:：:∶:ꓽ:﹫@＠@⁎*∗*＊*ﹺ_‗_⎯-",
].map((line) => [...line]);

const DIGITS = "123456789";
const SMALL = "abcdefghijklmnopqrstuvwxyz";

/**
 * Rows of letters and digits in circles, squares, brackets or before a full stop, from a code point on. Those whose
 * compatibility form has the bracket or the stop as well are read without it.
 */
const ROWS: readonly (readonly [number, string])[] = [
  ...[0x2474, 0x2488, 0x24f5, 0x2776, 0x2780, 0x278a].map((from) => [from, DIGITS] as const),
  ...[0x1f110, 0x1f150, 0x1f170, 0x1f1e6].map((from) => [from, SMALL.toUpperCase()] as const),
  ...[0x24ff, 0x1f100, 0x1f10b, 0x1f10c].map((from) => [from, "0"] as const),
  [0x249c, SMALL],
  [0x1f101, `0${DIGITS}`],
  // Controls that were quotation marks, a bullet and dashes in Windows-1252.
  [0x91, "''\"\"*--"],
];

const pairsOf = (chars: readonly string[]): [string, string][] =>
  Array.from({ length: chars.length >> 1 }, (_, i) => [chars[i * 2] ?? "", chars[i * 2 + 1] ?? ""]);

export const CONFUSABLES: ReadonlyMap<string, string> = new Map([
  ...ROWS.flatMap(([from, to]) =>
    [...to].map((char, i): [string, string] => [String.fromCodePoint(from + i), char]),
  ),
  ...PAIRS.flatMap(pairsOf),
]);
