"""The table of all problem codes: severity, title, cause and remedy, in French.

One line here gives a code its severity and its default hint; the page of codes
of the contributors' guide is made from this table and from nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.problems import Problem, Severity

E = Severity.ERREUR
A = Severity.AVERTISSEMENT


@dataclass(frozen=True, slots=True)
class Code:
    """One code and what it says to the person who wrote the file."""

    code: str
    severity: Severity
    titre: str
    cause: str
    remede: str


# One line per field, as a table.
# fmt: off
_YAML: tuple[Code, ...] = (
    Code("YML001", E, "Ce n'est pas un fichier ordinaire",
         "Le chemin mène à un dossier, à un lien symbolique, à un fichier absent ou à un fichier que l'on "
         "ne peut pas ouvrir.",
         "Mettre à cet endroit un vrai fichier texte, lisible par tous."),
    Code("YML002", E, "Fichier trop lourd",
         "Une fiche tient en 64 Ko au plus.",
         "Raccourcir les textes, ou partager le contenu en plusieurs fichiers."),
    Code("YML003", E, "Fichier qui n'est pas en UTF-8",
         "L'éditeur a enregistré le fichier dans un autre codage : les accents ne sont pas lisibles.",
         "Enregistrer de nouveau le fichier en choisissant le codage « UTF-8 »."),
    Code("YML004", E, "Caractère invisible ou interdit",
         "Le texte contient un caractère qui ne se voit pas, qui change le sens de lecture ou qui remplace"
         " une lettre perdue. Il vient souvent d'un copier-coller.",
         "Effacer ce caractère, puis retaper le mot au clavier."),
    Code("YML005", E, "Tabulation",
         "YAML se décale avec des espaces ; une tabulation n'est pas lue partout de la même façon.",
         "Remplacer la tabulation par des espaces (deux par niveau)."),
    Code("YML006", E, "Fichier vide",
         "Le fichier ne contient rien, ou seulement des commentaires.",
         "Remplir le fichier, ou le supprimer."),
    Code("YML010", E, "Le fichier n'est pas une suite de « clé : valeur »",
         "Le fichier commence par une phrase ou par une liste.",
         "Commencer chaque ligne par une clé, deux-points et une espace : « nom: Permanence »."),
    Code("YML011", E, "Trop de niveaux",
         "Les listes et les blocs sont emboîtés sur plus de 10 niveaux.",
         "Ramener le contenu à 10 niveaux au plus."),
    Code("YML012", E, "Trop d'éléments",
         "Le fichier compte plus de 2 000 clés et valeurs.",
         "Partager le contenu en plusieurs fichiers."),
    Code("YML013", E, "Ancre ou renvoi YAML",
         "Une valeur commence par « & » ou par « * » : YAML y voit un renvoi à un autre endroit du "
         "fichier.",
         "Mettre la valeur entre guillemets doubles, ou l'écrire en entier."),
    Code("YML014", E, "Étiquette YAML",
         "Une valeur commence par « ! » : YAML y voit une étiquette technique et efface le mot.",
         "Mettre la valeur entre guillemets doubles."),
    Code("YML015", E, "Clé de fusion « << »",
         "« << » recopie en cachette un bloc dans un autre.",
         "Écrire les clés en entier, sans « << »."),
    Code("YML016", E, "Deux documents dans un fichier",
         "Une ligne « --- » ou « ... » coupe le fichier en deux.",
         "Supprimer cette ligne, ou faire deux fichiers."),
    Code("YML017", E, "Directive YAML",
         "Une ligne commence par « % » : YAML y voit une consigne technique.",
         "Supprimer cette ligne, ou mettre le texte entre guillemets après sa clé."),
    Code("YML018", E, "Clé qui n'est pas un mot",
         "Une liste ou un bloc est écrit à la place d'une clé, souvent par des accolades ou des crochets.",
         "Écrire un mot comme clé. Si c'est un texte à afficher, le mettre entre guillemets doubles."),
    Code("YML019", E, "Clé vide",
         "Rien n'est écrit avant les deux-points.",
         "Écrire le nom de la clé avant les deux-points."),
    Code("YML020", E, "Clé écrite deux fois",
         "La même clé est écrite deux fois au même endroit : une des deux valeurs serait perdue. Un tiret "
         "oublié dans une liste fait aussi cela.",
         "Garder une seule des deux lignes. Dans une liste, commencer chaque élément par « - »."),
    Code("YML021", E, "Clé sans valeur",
         "Rien n'est écrit après les deux-points ou après le tiret.",
         "Supprimer la clé ou écrire une valeur."),
    Code("YML022", E, "Espace insécable dans une clé",
         "La clé contient une espace insécable, qui ne se voit pas : la clé n'est plus la même.",
         "Effacer cette espace et retaper la clé, collée aux deux-points."),
    Code("YML030", E, "Deux-points dans une phrase",
         "« deux-points puis espace » annonce une valeur ; ici c'est le texte lui-même qui en contient.",
         "Mettre toute la valeur entre guillemets doubles."),
    Code("YML031", E, "Ligne sans clé",
         "La ligne devrait commencer par « clé: » et ne contient pas de deux-points suivis d'une espace.",
         "Écrire « clé: valeur », ou décaler la ligne si elle continue le texte du dessus."),
    Code("YML032", E, "Caractère réservé",
         "La valeur commence par un signe que YAML garde pour lui.",
         "Mettre la valeur entre guillemets doubles."),
    Code("YML033", E, "Guillemet non fermé",
         "Un guillemet ouvre la valeur et rien ne la ferme.",
         "Ajouter le guillemet de fin. S'il y a un guillemet dans le texte, l'écrire « » ou ’."),
    Code("YML034", E, "Texte après la fin de la valeur",
         "La valeur est fermée par un guillemet, un crochet ou une accolade, puis du texte suit.",
         "Mettre toute la valeur entre guillemets doubles, et écrire ’ ou « » dans le texte."),
    Code("YML035", E, "Décalage",
         "La ligne n'est pas alignée avec celles qui l'entourent.",
         "Aligner la ligne : même décalage pour les clés d'un même bloc, deux espaces de plus pour ce qui "
         "est dedans."),
    Code("YML036", E, "Crochet ou accolade",
         "Un crochet ou une accolade n'est pas fermé, ou une virgule manque.",
         "Fermer avec « ] » ou « } » et séparer par des virgules, ou écrire un élément par ligne avec « - "
         "»."),
    Code("YML037", E, "Tiret mal placé",
         "Un tiret de liste suit les deux-points sur la même ligne, ou se trouve là où une clé est "
         "attendue.",
         "Aller à la ligne après « clé: », puis écrire un élément par ligne : deux espaces, « - » et le "
         "texte."),
    Code("YML038", E, "Barre oblique inverse",
         "Entre guillemets doubles, « \\ » annonce un signe spécial que YAML ne connaît pas ici.",
         "Écrire « / », ou mettre la valeur entre apostrophes droites, ou doubler la barre."),
    Code("YML039", E, "Texte mal placé après « | » ou « > »",
         "« | » et « > » annoncent un texte qui commence à la ligne suivante, décalé.",
         "Aller à la ligne après le signe et décaler chaque ligne du texte de deux espaces."),
    Code("YML049", E, "Ligne illisible",
         "Cette ligne n'est pas du YAML lisible.",
         "Comparer avec une fiche qui marche ; en cas de doute, mettre la valeur entre guillemets doubles."),
    Code("YML050", A, "Texte coupé par « # »",
         "Dans une valeur sans guillemets, tout ce qui suit « # » est un commentaire : ce texte est perdu.",
         "Si le texte doit rester, mettre la valeur entre guillemets doubles. Si c'est un commentaire, "
         "mettre deux espaces avant « # » et une après."),
    Code("YML051", A, "Liste devenue une phrase",
         "Des tirets ou des puces sont restés dans le texte : YAML en a fait une seule phrase.",
         "Écrire un élément par ligne : deux espaces, « - », une espace, le texte. Si c'est bien une "
         "phrase, la mettre entre guillemets doubles."),
    Code("YML052", A, "Clé devenue une phrase",
         "Les deux-points ne sont pas suivis d'une espace ordinaire : YAML y voit une phrase, pas une clé.",
         "Si c'est une clé, écrire les deux-points puis une espace ordinaire. Si c'est une phrase, la "
         "mettre entre guillemets doubles."),
    Code("YML053", A, "Accents abîmés",
         "Le texte contient des signes comme « Ã© » ou « â€™ » : il a été mal converti.",
         "Retaper les lettres accentuées et les apostrophes de cette ligne."),
    Code("YML054", A, "Chiffres d'un autre alphabet",
         "Des chiffres ne sont pas ceux du clavier (pleine largeur, arabes…) : un numéro ne sera pas "
         "reconnu.",
         "Retaper les chiffres au clavier."),
)
# fmt: on

CODES: dict[str, Code] = {code.code: code for code in (*_YAML,)}


def problem(code: str, path: str, line: int, where: str, message: str, hint: str = "") -> Problem:
    """Return a problem whose severity, and hint when none is given, come from the table."""
    entry = CODES[code]
    return Problem(code, entry.severity, path, line, where, message, hint or entry.remede)
