"""How a chart looks: sober colours that differ in lightness, and dashes and signs that differ without any colour."""

INK, RULE, PAPER = "000000", "BFBFBF", "FFFFFF"
# Dark, light, middle, very light …: neighbours stay apart on a black-and-white printer.
FILLS = ("1F4E79", "9DC3E6", "7F7F7F", "D9D9D9", "404040", "BDD7EE")
DARK = frozenset({0, 2, 4})  # places of fills on which words are white
LINES = ("1F4E79", "7F7F7F", "5B9BD5", "404040", "9DC3E6", "A6A6A6")
DASHES = ("solid", "sysDash", "dash", "sysDot", "lgDash", "dashDot")
SIGNS = ("circle", "square", "triangle", "diamond", "x", "star")
SIZE = 900  # hundredths of a point
TITLE = 1100


def words(size: int = SIZE, colour: str = INK) -> str:
    """Return how a chart's texts are set: 宋体, numbers in Times New Roman."""
    face = (
        f'<a:defRPr sz="{size}" b="0"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        '<a:latin typeface="Times New Roman"/><a:ea typeface="宋体"/></a:defRPr>'
    )
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{face}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'


def filled(index: int) -> str:
    """Return the fill of the series (or slice) of that place."""
    colour = FILLS[index % len(FILLS)]
    return (
        f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f'<a:ln w="6350"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill></a:ln></c:spPr>'
    )


def drawn(index: int) -> str:
    """Return the line of the series of that place, and its sign."""
    colour = LINES[index % len(LINES)]
    paint = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    sign = SIGNS[index % len(SIGNS)]
    return (
        f'<c:spPr><a:ln w="22225" cap="rnd">{paint}<a:prstDash val="{DASHES[index % len(DASHES)]}"/><a:round/></a:ln>'
        f'</c:spPr><c:marker><c:symbol val="{sign}"/><c:size val="6"/><c:spPr>{paint}<a:ln w="6350">{paint}</a:ln>'
        "</c:spPr></c:marker>"
    )


def ruled(colour: str = RULE) -> str:
    """Return a thin line."""
    return f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></c:spPr>'
