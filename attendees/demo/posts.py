"""Where the invented people work and what as: the first posts of an institution are its highest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Institution:
    """A name as it stands in a letter of nomination, a domain nobody can own, and its posts in order."""

    name: str
    domain: str
    posts: tuple[str, ...]


def _of(name: str, domain: str, *posts: str) -> Institution:
    return Institution(name, f"{domain}.example", posts)


SPECIALIST = ("Chief Specialist", "Leading Specialist", "Senior Inspector", "Inspector")

#: By the code of the delegation and its unit, as the file of the conference writes them.
INSTITUTIONS: dict[tuple[str, str], tuple[Institution, ...]] = {
    ("KG", "Ministry of Justice"): (
        _of(
            "Ministry of Justice of the Kyrgyz Republic",
            "justice-kg",
            "Minister of Justice",
            "Deputy Minister",
            "Head, Department of Penitentiary Policy",
            "Deputy Head, Department of International Cooperation",
            "Head, Legal Expertise Unit",
            "Adviser to the Minister",
            *SPECIALIST,
        ),
    ),
    ("KG", "Prison Service under the Ministry of Justice - headquarters"): (
        _of(
            "Prison Service under the Ministry of Justice of the Kyrgyz Republic",
            "prisons-kg",
            "Director of the Prison Service",
            "Deputy Director",
            "Head, Security and Supervision Department",
            "Head, Department of Educational and Social Work",
            "Head, Psychological Service",
            "Head, Medical Department",
            "Deputy Head, Operational Department",
            "Head, Digital Development Unit",
            "Head, International Relations Unit",
            "Deputy Head, Personnel Department",
            "Head, Press Unit",
            "Chief Psychologist",
            "Senior Psychologist",
            *SPECIALIST,
            "Specialist, Statistics Unit",
        ),
    ),
    ("KG", "Penitentiary institutions (regions)"): tuple(
        _of(f"Penitentiary Institution No. {number}, {place}", "prisons-kg", post, "Psychologist")
        for number, place, post in (
            (3, "Chüy Region", "Head of Institution"),
            (8, "Chüy Region", "Deputy Head of Institution"),
            (10, "Osh", "Head of Institution"),
            (14, "Chüy Region", "Head, Educational Work Unit"),
            (16, "Chüy Region", "Senior Psychologist"),
            (23, "Issyk-Kul Region", "Deputy Head of Institution"),
            (25, "Osh", "Head, Supervision Unit"),
            (31, "Jalal-Abad", "Psychologist"),
        )
    ),
    ("KG", "Probation Department under the Ministry of Justice"): (
        _of(
            "Probation Department under the Ministry of Justice of the Kyrgyz Republic",
            "probation-kg",
            "Head of Department",
            "Deputy Head of Department",
            "Head, Bishkek Probation Office",
            "Head, Osh Probation Office",
            "Senior Probation Officer",
            "Probation Officer",
        ),
    ),
    ("KG", "Training Centre of the Prison Service"): (
        _of(
            "Training Centre of the Prison Service of the Kyrgyz Republic",
            "training-kg",
            "Head of the Centre",
            "Head, Methodology Unit",
            "Senior Lecturer",
            "Lecturer, Dynamic Security",
        ),
    ),
    ("KG", "State Committee for National Security"): (
        _of(
            "State Committee for National Security of the Kyrgyz Republic",
            "security-kg",
            "Head of Section",
            "Senior Officer",
        ),
    ),
    ("KG", "Ministry of Internal Affairs"): (
        _of(
            "Ministry of Internal Affairs of the Kyrgyz Republic",
            "interior-kg",
            "Deputy Head, Service for Countering Extremism",
            "Senior Officer for Special Assignments",
        ),
    ),
    ("KG", "General Prosecutor's Office"): (
        _of(
            "General Prosecutor's Office of the Kyrgyz Republic",
            "prosecutor-kg",
            "Head, Department for Supervision of Penitentiary Institutions",
            "Senior Prosecutor",
        ),
    ),
    ("KG", "State Commission on Religious Affairs"): (
        _of(
            "State Commission on Religious Affairs of the Kyrgyz Republic",
            "religion-kg",
            "Deputy Director",
            "Chief Specialist",
        ),
    ),
    ("KZ", "Committee of the Penitentiary System; Kostanay Academy; Prosecutor General's Office"): (
        _of(
            "Committee of the Penitentiary System of the Republic of Kazakhstan",
            "prisons-kz",
            "Deputy Chairperson of the Committee",
            "Head, Department of Educational Work",
            "Chief Specialist, Theological Service",
        ),
        _of("Kostanay Academy", "academy-kz", "Head, Department of Penitentiary Law", "Associate Professor"),
        _of("Prosecutor General's Office of the Republic of Kazakhstan", "prosecutor-kz", "Senior Prosecutor"),
    ),
    ("UZ", "Department for Execution of Punishment; Ministry of Justice"): (
        _of(
            "Department for Execution of Punishment of the Republic of Uzbekistan",
            "prisons-uz",
            "Deputy Head of Department",
            "Head, Educational Work Unit",
            "Senior Inspector",
            "Chief Psychologist",
        ),
        _of("Ministry of Justice of the Republic of Uzbekistan", "justice-uz", "Head of Division", "Chief Consultant"),
    ),
    ("TJ", "Prison Service of the Ministry of Justice"): (
        _of(
            "Prison Service of the Ministry of Justice of the Republic of Tajikistan",
            "prisons-tj",
            "First Deputy Head",
            "Head, Department of Educational Work",
            "Head, Security Department",
            "Senior Inspector",
            "Psychologist",
        ),
    ),
    ("BG", "General Directorate for Execution of Penalties"): (
        _of(
            "General Directorate for Execution of Penalties, Ministry of Justice of Bulgaria",
            "prisons-bg",
            "Deputy Director General",
            "Head, Social and Educational Work Section",
            "Inspector, Risk Assessment",
        ),
    ),
    ("RO", "National Administration of Penitentiaries"): (
        _of(
            "National Administration of Penitentiaries of Romania",
            "prisons-ro",
            "Director, Social Reintegration",
            "Head, Training Service",
            "Psychologist",
        ),
    ),
    ("UNODC", "ROCA / Programme Office / HQ (substantive staff)"): (
        _of(
            "UNODC Regional Office for Central Asia",
            "unodc",
            "Regional Representative",
            "Programme Coordinator, Violent Extremism in Prisons",
            "Programme Officer",
        ),
        _of(
            "UNODC Programme Office in the Kyrgyz Republic",
            "unodc",
            "Head of Office",
            "National Programme Officer",
            "National Expert, Prison Reform",
        ),
        _of("UNODC Headquarters, Vienna", "unodc", "Crime Prevention and Criminal Justice Officer", "Legal Officer"),
    ),
    ("UNDP", "Country office"): (_of("UNDP in the Kyrgyz Republic", "undp", "Programme Analyst, Rule of Law"),),
    ("OHCHR", "Regional office"): (_of("OHCHR Regional Office for Central Asia", "ohchr", "Human Rights Officer"),),
    ("RCO", ""): (
        _of(
            "United Nations Resident Coordinator Office in the Kyrgyz Republic", "rco", "Peace and Development Adviser"
        ),
    ),
    ("OSCE", "Programme Office in Bishkek"): (
        _of("OSCE Programme Office in Bishkek", "osce", "Senior Rule of Law Officer", "National Legal Officer"),
    ),
    ("EUDEL", "Delegation to the Kyrgyz Republic"): (
        _of(
            "Delegation of the European Union to the Kyrgyz Republic",
            "eu-delegation",
            "Deputy Head of Delegation",
            "Programme Manager, Justice and Security",
        ),
    ),
    ("USEMB", "Embassy in Bishkek"): (
        _of(
            "Embassy of the United States of America in Bishkek",
            "us-embassy",
            "Deputy Chief of Mission",
            "Regional Counterterrorism Coordinator",
        ),
    ),
    ("ICRC", ""): (_of("International Committee of the Red Cross", "icrc", "Detention Delegate"),),
    ("NGO", ""): (
        _of("Public Foundation “Bilim Jolu”", "bilim-jolu", "Director"),
        _of("Women's Initiative “Sanat-Ayim”", "sanat-ayim", "Programme Coordinator"),
        _of("Association of Prison Psychologists “Demeut”", "demeut", "Chairperson"),
        _of("Legal Clinic “Adep”", "adep-clinic", "Senior Lawyer"),
        _of("Youth Centre “Jaratman”", "jaratman", "Trainer"),
        _of("Public Union “Kabar-Kadam”", "kabar-kadam", "Board Member"),
    ),
    ("EXP", ""): (
        _of("Independent", "experts", "International Expert, Risk Assessment in Prisons"),
        _of("University of Humanities, Bishkek", "uni-bishkek", "Professor of Criminology"),
        _of("Institute of Regional Studies", "regional-studies", "Senior Research Fellow"),
        _of("Independent", "experts", "Expert in Religious Studies"),
        _of("Independent", "experts", "Expert in Juvenile Justice"),
    ),
    ("SAMK", ""): (
        _of("Spiritual Administration of Muslims of Kyrgyzstan", "samk", "Deputy Mufti", "Head, Education Department"),
    ),
    ("NCPT", ""): (_of("National Centre for the Prevention of Torture", "ncpt", "Director", "Head, Monitoring Unit"),),
    ("AKYI", ""): (_of("Akyikatchy (Ombudsman) Institute", "akyikatchy", "Deputy Akyikatchy", "Head of Sector"),),
}

#: The others, by the code the file uses; the second is the category they are registered in.
OTHERS: dict[str, tuple[str, tuple[Institution, ...]]] = {
    "INTERPRETER": (
        "INTERPRETER",
        (
            _of(
                "Interpreters' bureau “Kotormo”",
                "kotormo",
                "Conference Interpreter, English–Russian",
                "Conference Interpreter, English–Russian",
                "Conference Interpreter, Kyrgyz–Russian",
                "Conference Interpreter, Kyrgyz–Russian",
            ),
        ),
    ),
    "MEDIA": (
        "MEDIA",
        tuple(
            _of(name, domain, *posts)
            for name, domain, posts in (
                ("News agency “Jetigen Press”", "jetigen", ("Correspondent", "Photographer")),
                ("Television channel “Ala-Too Plus”", "alatooplus", ("Reporter", "Camera Operator", "Camera Operator")),
                ("Radio “Kün Nuru”", "kunnuru", ("Reporter",)),
                ("Newspaper “Chüy Kabarlary”", "chuykabar", ("Editor", "Correspondent")),
                ("Internet edition “Orto.kg”", "orto", ("Editor-in-Chief", "Correspondent")),
                ("Press service of the Ministry of Justice", "justice-kg", ("Photographer", "Camera Operator")),
            )
        ),
    ),
    "SECRETARIAT": (
        "SECRETARIAT",
        (
            _of(
                "UNODC Programme Office in the Kyrgyz Republic",
                "unodc",
                "Conference Manager",
                "Programme Associate",
                "Logistics Assistant",
                "Registration Officer",
                "Finance Assistant",
                "Communications Assistant",
            ),
            _of(
                "Prison Service under the Ministry of Justice of the Kyrgyz Republic",
                "prisons-kg",
                "Protocol Officer",
                "Liaison Officer",
                "Rapporteur's Assistant",
                "Registration Desk",
            ),
        ),
    ),
    "SECURITY": (
        "SECURITY",
        (
            _of("Security Service of the venue", "venue-security", *["Security Officer"] * 5),
            _of("State Protection Service", "protection-kg", *["Protection Officer"] * 3),
        ),
    ),
    "DRIVER": ("SUPPORT", (_of("Transport company “Ak Jol”", "akjol", *["Driver"] * 4),)),
    "TECHNICIAN": (
        "SUPPORT",
        (
            _of(
                "Conference technology “Ün”",
                "un-tech",
                "Sound Technician",
                "Interpretation Equipment",
                "Network Technician",
            ),
        ),
    ),
}
