"""Names as they are given in each country, in the script of the country and as a passport prints them."""

from collections.abc import Callable
from dataclasses import dataclass

#: A name in Cyrillic and in Latin letters; the first is empty where a country writes Latin only.
Pair = tuple[str, str]


@dataclass(frozen=True)
class Culture:
    """How a people names itself: family names by sex, given names, and what follows from the father's name."""

    families: tuple[Pair, ...]
    men: tuple[Pair, ...]
    women: tuple[Pair, ...]
    fathers: tuple[Pair, ...] = ()
    patronymic: Callable[[str, bool], str] | None = None
    feminine: Callable[[Pair], Pair] = lambda family: family
    #: Of so many families one is the father's name with "son of" or "daughter of" (uulu, kyzy); 0 is none.
    kinship_every: int = 0


def pairs(text: str) -> tuple[Pair, ...]:
    """`Асан=Asan Bob` → (("Асан", "Asan"), ("", "Bob"))."""
    parted = (word.replace("_", " ").partition("=") for word in text.split())
    return tuple((first, last) if last else ("", first) for first, _sign, last in parted)


def _slavic_feminine(family: Pair) -> Pair:
    """Асанов → Асанова; Ковальский → Ковальская; what does not decline stays."""
    cyrillic, latin = family
    if cyrillic.endswith(("ов", "ев", "ёв", "ин")):
        return cyrillic + "а", latin + "a"
    return family


def _russian_patronymic(father: str, is_woman: bool) -> str:
    return father + ("овна" if is_woman else "ович")


def _kazakh_patronymic(father: str, is_woman: bool) -> str:
    return father + ("қызы" if is_woman else "ұлы")


def _uzbek_patronymic(father: str, is_woman: bool) -> str:
    return f"{father} қизи" if is_woman else f"{father} ўғли"


def _bulgarian_patronymic(father: str, is_woman: bool) -> str:
    stem = {"Петър": "Петр"}.get(father, father)
    return stem + ("ова" if is_woman else "ов")


KYRGYZ = Culture(
    families=pairs(
        "Абдыкадыров=Abdykadyrov Алымбеков=Alymbekov Асанбеков=Asanbekov Атамбаев=Atambaev Бакиров=Bakirov"
        " Бейшеналиев=Beishenaliev Бөрүбаев=Borubaev Жумабаев=Zhumabaev Исаков=Isakov Кадыркулов=Kadyrkulov"
        " Касымов=Kasymov Кыдыралиев=Kydyraliev Мамытов=Mamytov Молдобаев=Moldobaev Мусаев=Musaev"
        " Осмонов=Osmonov Өмүралиев=Omuraliev Сатыбалдиев=Satybaldiev Сыдыков=Sydykov Токтосунов=Toktosunov"
        " Төлөгөнов=Tologonov Турдубаев=Turdubaev Үмөталиев=Umotaliev Чотбаев=Chotbaev"
        " Шаршеналиев=Sharshenaliev Эсенгулов=Esengulov Ыбраимов=Ybraimov"
    ),
    men=pairs(
        "Азамат=Azamat Айбек=Aibek Акылбек=Akylbek Алмаз=Almaz Бектур=Bektur Данияр=Daniiar Жаныбек=Zhanybek"
        " Жоомарт=Zhoomart Канат=Kanat Кубанычбек=Kubanychbek Кылычбек=Kylychbek Мирбек=Mirbek Нурбек=Nurbek"
        " Өмүрбек=Omurbek Руслан=Ruslan Таалай=Taalai Тилек=Tilek Улан=Ulan Үсөн=Uson Чыңгыз=Chyngyz"
        " Эркин=Erkin Эрлан=Erlan Темирбек=Temirbek Сыймык=Syimyk Мелис=Melis"
    ),
    women=pairs(
        "Айнура=Ainura Асел=Asel Бегимай=Begimai Бермет=Bermet Гүлмира=Gulmira Гүлнара=Gulnara"
        " Жамийла=Zhamiila Жылдыз=Zhyldyz Күндүз=Kunduz Мээрим=Meerim Назгүл=Nazgul Нуриза=Nuriza"
        " Перизат=Perizat Салтанат=Saltanat Сезим=Sezim Чолпон=Cholpon Элиза=Eliza Жийдегүл=Zhiidegul"
        " Толгонай=Tolgonai Бурул=Burul"
    ),
    fathers=pairs(
        "Асан=Asan Бакыт=Bakyt Болот=Bolot Жолдош=Zholdosh Замир=Zamir Кубат=Kubat Марат=Marat Нурлан=Nurlan"
        " Сагын=Sagyn Сапар=Sapar Талант=Talant Эрмек=Ermek Эсен=Esen Муктар=Muktar"
    ),
    patronymic=_russian_patronymic,
    feminine=_slavic_feminine,
    kinship_every=6,
)

#: Citizens of Kyrgyzstan as well.
SLAVIC = Culture(
    families=pairs("Ковалёв=Kovalev Кузнецов=Kuznetsov Лебедев=Lebedev Никитин=Nikitin Яковлев=Yakovlev"),
    men=pairs("Андрей=Andrei Виктор=Viktor Михаил=Mikhail Сергей=Sergei"),
    women=pairs("Анна=Anna Марина=Marina Наталья=Natalia Ольга=Olga"),
    fathers=pairs("Александр=Aleksandr Иван=Ivan Пётр=Petr Степан=Stepan"),
    patronymic=_russian_patronymic,
    feminine=_slavic_feminine,
)

KAZAKH = Culture(
    families=pairs(
        "Ахметов=Akhmetov Әлімжанов=Alimzhanov Дүйсенов=Duisenov Жұмағалиев=Zhumagaliyev Қасымов=Kassymov"
        " Мұқанов=Mukanov Нұрпейісов=Nurpeissov Оспанов=Ospanov Сейітқалиев=Seiitkaliyev Тұрсынов=Tursynov"
        " Шаймерденов=Shaimerdenov"
    ),
    men=pairs("Азат=Azat Бауыржан=Bauyrzhan Ерлан=Yerlan Нұржан=Nurzhan Саят=Sayat Тимур=Timur Ғани=Gani"),
    women=pairs("Айгерім=Aigerim Әсем=Assem Гүлнәр=Gulnar Жанар=Zhanar Мәдина=Madina Сәуле=Saule"),
    fathers=pairs("Асқар=Askar Болат=Bolat Ерғали=Yergali Қанат=Kanat Мұрат=Murat Серік=Serik"),
    patronymic=_kazakh_patronymic,
    feminine=_slavic_feminine,
)

UZBEK = Culture(
    families=pairs(
        "Абдуллаев=Abdullayev Ҳакимов=Hakimov Йўлдошев=Yoʻldoshev Каримов=Karimov Қодиров=Qodirov"
        " Ўринов=Oʻrinov Раҳмонов=Rahmonov Турғунов=Turgʻunov Ғаниев=Gʻaniyev Шарипов=Sharipov"
    ),
    men=pairs("Баҳодир=Bahodir Дилшод=Dilshod Жасур=Jasur Отабек=Otabek Рустам=Rustam Ўткир=Oʻtkir Улуғбек=Ulugʻbek"),
    women=pairs("Гулнора=Gulnora Дилноза=Dilnoza Меҳрибон=Mehribon Нигора=Nigora Феруза=Feruza"),
    fathers=pairs("Анвар=Anvar Баҳром=Bahrom Ғайрат=Gʻayrat Мурод=Murod Тоҳир=Tohir"),
    patronymic=_uzbek_patronymic,
    feminine=_slavic_feminine,
)

TAJIK = Culture(
    families=pairs(
        "Раҳимзода=Rahimzoda Шарифзода=Sharifzoda Назарзода=Nazarzoda Ҷӯраев=Juraev Ҳайдаров=Haydarov"
        " Қурбонов=Qurbonov Ӯктамов=Uktamov"
    ),
    men=pairs("Ҷамшед=Jamshed Далер=Daler Сӯҳроб=Suhrob Фирӯз=Firuz Хуршед=Khurshed Алӣ=Ali"),
    women=pairs("Зарина=Zarina Меҳрангез=Mehrangez Нигина=Nigina Ҳанифа=Hanifa"),
    fathers=pairs("Абдуллоҳ=Abdulloh Раҷаб=Rajab Саид=Said Ҳасан=Hasan"),
    patronymic=_russian_patronymic,
    feminine=_slavic_feminine,
)

BULGARIAN = Culture(
    families=pairs("Ангелов=Angelov Димитров=Dimitrov Николов=Nikolov Петков=Petkov Стоянов=Stoyanov Христов=Hristov"),
    men=pairs("Борислав=Borislav Георги=Georgi Ивайло=Ivaylo Пламен=Plamen Стефан=Stefan"),
    women=pairs("Ваня=Vanya Ивелина=Ivelina Красимира=Krasimira Мария=Maria Цветелина=Tsvetelina"),
    fathers=pairs("Иван=Ivan Петър=Petar Тодор=Todor Стефан=Stefan"),
    patronymic=_bulgarian_patronymic,
    feminine=_slavic_feminine,
)

ROMANIAN = Culture(
    families=pairs("Bălănescu Ciobanu Ionescu Moțoc Munteanu Rădulescu Stănciulescu Țurcanu Voiculeț Șoimaru"),
    men=pairs("Andrei Cătălin Ștefan Vlăduț Răzvan"),
    women=pairs("Anca Ștefania Mădălina Ruxandra Tănța"),
)

#: Who works abroad for organisations and donors: nationality, sex, family name, given name.
ABROAD: tuple[tuple[str, str, str, str], ...] = tuple(
    (country, sex, family.replace("_", " "), given)
    for country, sex, family, given in (
        line.split()
        for line in """
        AT M Gruber Matthias
        IT F Bianchi Chiara
        KE F Wanjiru Grace
        JP M Hayashi Kenji
        CO F Restrepo_Arango Lucía
        EG M El-Sayed Karim
        CA F Tremblay Geneviève
        DE M Weiß Jürgen
        SE F Lindqvist Åsa
        NL M van_der_Meer Pieter
        FR F Lefèvre Hélène
        PL M Wiśniewski Łukasz
        US F O'Connor Megan
        US M Harrison David
        EE F Tamm Kristiina
        ES M Ibáñez Joaquín
        CH M Zürcher Reto
        GB F Whitfield Eleanor
        TR M Yıldız Çağrı
        PT F Conceição Inês
        """.strip().splitlines()
    )
)

CULTURES = {"KG": KYRGYZ, "KZ": KAZAKH, "UZ": UZBEK, "TJ": TAJIK, "BG": BULGARIAN, "RO": ROMANIAN}

#: How a father's name becomes a family name in Kyrgyz.
SON, DAUGHTER = ("уулу", "uulu"), ("кызы", "kyzy")
