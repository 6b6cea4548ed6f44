"""The posts of the invented people in Russian, and many of them in Kyrgyz; nobody has translated the rest yet."""

from typing import Any

from core.text import language_by_letters

#: English | Russian | Kyrgyz, where there is one. A line set back goes on with the one above.
TEXTS = """
Minister of Justice | Министр юстиции | Юстиция министри
Deputy Minister | Заместитель министра | Министрдин орун басары
Head, Department of Penitentiary Policy |
    Начальник управления пенитенциарной политики | Пенитенциардык саясат башкармалыгынын башчысы
Deputy Head, Department of International Cooperation |
    Заместитель начальника управления международного сотрудничества |
    Эл аралык кызматташтык башкармалыгынын башчысынын орун басары
Head, Legal Expertise Unit | Начальник отдела правовой экспертизы | Укуктук экспертиза бөлүмүнүн башчысы
Adviser to the Minister | Советник министра | Министрдин кеңешчиси
Chief Specialist | Главный специалист | Башкы адис
Leading Specialist | Ведущий специалист | Жетектөөчү адис
Director of the Prison Service | Директор Службы исполнения наказаний | Жазаларды аткаруу кызматынын директору
Deputy Director | Заместитель директора | Директордун орун басары
Head, Security and Supervision Department |
    Начальник управления режима и надзора | Режим жана көзөмөл башкармалыгынын башчысы
Head, Department of Educational and Social Work |
    Начальник управления воспитательной и социальной работы | Тарбия жана социалдык иштер башкармалыгынын башчысы
Head, Psychological Service | Начальник психологической службы | Психологиялык кызматтын башчысы
Head, Medical Department | Начальник медицинского управления | Медициналык башкармалыктын башчысы
Deputy Head, Operational Department |
    Заместитель начальника оперативного управления | Оперативдүү башкармалыктын башчысынын орун басары
Head, Digital Development Unit | Начальник отдела цифрового развития | Санариптик өнүктүрүү бөлүмүнүн башчысы
Head, International Relations Unit | Начальник отдела международных связей | Эл аралык байланыштар бөлүмүнүн башчысы
Deputy Head, Personnel Department |
    Заместитель начальника управления кадров | Кадрлар башкармалыгынын башчысынын орун басары
Head, Press Unit | Начальник пресс-службы | Басма сөз кызматынын башчысы
Chief Psychologist | Главный психолог | Башкы психолог
Senior Psychologist | Старший психолог | Улук психолог
Senior Inspector | Старший инспектор | Улук инспектор
Inspector | Инспектор | Инспектор
Specialist, Statistics Unit | Специалист отдела статистики | Статистика бөлүмүнүн адиси
Head of Institution | Начальник учреждения | Мекеменин башчысы
Deputy Head of Institution | Заместитель начальника учреждения | Мекеменин башчысынын орун басары
Head, Educational Work Unit | Начальник отдела воспитательной работы | Тарбия иштери бөлүмүнүн башчысы
Head, Supervision Unit | Начальник отдела надзора | Көзөмөл бөлүмүнүн башчысы
Psychologist | Психолог | Психолог
Head of Department | Начальник департамента | Департаменттин башчысы
Deputy Head of Department | Заместитель начальника департамента | Департаменттин башчысынын орун басары
Head, Bishkek Probation Office | Начальник Бишкекского органа пробации | Бишкек пробация органынын башчысы
Head, Osh Probation Office | Начальник Ошского органа пробации | Ош пробация органынын башчысы
Senior Probation Officer | Старший инспектор пробации | Пробациянын улук инспектору
Probation Officer | Инспектор пробации | Пробация инспектору
Head of the Centre | Начальник центра | Борбордун башчысы
Head, Methodology Unit | Начальник методического отдела | Методикалык бөлүмдүн башчысы
Senior Lecturer | Старший преподаватель | Улук окутуучу
Lecturer, Dynamic Security | Преподаватель динамической безопасности | Динамикалык коопсуздук боюнча окутуучу
Head of Section | Начальник отделения | Бөлүкчөнүн башчысы
Senior Officer | Старший оперуполномоченный | Улук ыкчам кызматкер
Deputy Head, Service for Countering Extremism |
    Заместитель начальника службы по противодействию экстремизму |
    Экстремизмге каршы аракеттенүү кызматынын башчысынын орун басары
Senior Officer for Special Assignments |
    Старший инспектор по особым поручениям | Өзгөчө тапшырмалар боюнча улук инспектор
Head, Department for Supervision of Penitentiary Institutions |
    Начальник управления по надзору за пенитенциарными учреждениями |
    Пенитенциардык мекемелерди көзөмөлдөө башкармалыгынын башчысы
Senior Prosecutor | Старший прокурор | Улук прокурор
Deputy Chairperson of the Committee | Заместитель председателя Комитета | Комитеттин төрагасынын орун басары
Head, Department of Penitentiary Law |
    Заведующий кафедрой пенитенциарного права | Пенитенциардык укук кафедрасынын башчысы
Head, Department of Educational Work |
    Начальник управления воспитательной работы | Тарбия иштери башкармалыгынын башчысы
Associate Professor | Доцент | Доцент
Chief Specialist, Theological Service | Главный специалист теологической службы | Теологиялык кызматтын башкы адиси
Head of Division | Начальник отдела | Бөлүмдүн башчысы
Chief Consultant | Главный консультант | Башкы консультант
First Deputy Head | Первый заместитель начальника | Башчынын биринчи орун басары
Head, Security Department | Начальник управления безопасности | Коопсуздук башкармалыгынын башчысы
Deputy Director General | Заместитель генерального директора | Башкы директордун орун басары
Head, Social and Educational Work Section | Начальник сектора социальной и воспитательной работы
Inspector, Risk Assessment | Инспектор по оценке рисков
Director, Social Reintegration | Директор департамента социальной реинтеграции
Head, Training Service | Начальник службы подготовки кадров
Regional Representative | Региональный представитель | Аймактык өкүл
Head of Office | Руководитель офиса | Кеңсенин жетекчиси
Crime Prevention and Criminal Justice Officer | Сотрудник по предупреждению преступности и уголовному правосудию
Programme Coordinator, Violent Extremism in Prisons | Координатор программы по насильственному экстремизму в тюрьмах
National Programme Officer | Национальный сотрудник по программам | Программалар боюнча улуттук кызматкер
Legal Officer | Сотрудник по правовым вопросам | Укуктук маселелер боюнча кызматкер
Programme Officer | Сотрудник по программам | Программалар боюнча кызматкер
National Expert, Prison Reform | Национальный эксперт по реформе тюрем | Түрмө реформасы боюнча улуттук эксперт
Programme Analyst, Rule of Law | Программный аналитик по верховенству права
Human Rights Officer | Сотрудник по правам человека | Адам укуктары боюнча кызматкер
Peace and Development Adviser | Советник по вопросам мира и развития
Senior Rule of Law Officer | Старший сотрудник по вопросам верховенства права
National Legal Officer | Национальный сотрудник по правовым вопросам | Укуктук маселелер боюнча улуттук кызматкер
Deputy Head of Delegation | Заместитель главы Представительства | Өкүлчүлүктүн башчысынын орун басары
Programme Manager, Justice and Security | Менеджер программ по вопросам правосудия и безопасности
Deputy Chief of Mission | Заместитель главы миссии | Миссиянын башчысынын орун басары
Regional Counterterrorism Coordinator | Региональный координатор по борьбе с терроризмом
Detention Delegate | Делегат по вопросам мест лишения свободы
Director | Директор | Директор
Programme Coordinator | Координатор программ | Программалардын координатору
Chairperson | Председатель | Төрага
Senior Lawyer | Старший юрист | Улук юрист
Trainer | Тренер | Тренер
Board Member | Член правления | Башкарманын мүчөсү
International Expert, Risk Assessment in Prisons | Международный эксперт по оценке рисков в тюрьмах
Professor of Criminology | Профессор криминологии | Криминология профессору
Senior Research Fellow | Старший научный сотрудник | Улук илимий кызматкер
Expert in Religious Studies | Эксперт-религиовед | Дин таануучу эксперт
Expert in Juvenile Justice | Эксперт по ювенальной юстиции | Ювеналдык юстиция боюнча эксперт
Deputy Mufti | Заместитель муфтия | Муфтийдин орун басары
Head, Education Department | Заведующий отделом образования | Билим берүү бөлүмүнүн башчысы
Head, Monitoring Unit | Начальник отдела мониторинга | Мониторинг бөлүмүнүн башчысы
Deputy Akyikatchy | Заместитель Акыйкатчы | Акыйкатчынын орун басары
Head of Sector | Заведующий сектором | Сектордун башчысы
Conference Interpreter, English–Russian |
    Синхронный переводчик, английский–русский | Синхрондук котормочу, англис–орус
Conference Interpreter, Kyrgyz–Russian | Синхронный переводчик, кыргызский–русский | Синхрондук котормочу, кыргыз–орус
Correspondent | Корреспондент | Кабарчы
Reporter | Репортёр | Репортёр
Editor | Редактор | Редактор
Editor-in-Chief | Главный редактор | Башкы редактор
Photographer | Фотограф | Фотограф
Camera Operator | Оператор | Оператор
Conference Manager | Менеджер конференции | Конференциянын менеджери
Protocol Officer | Сотрудник протокола | Протокол кызматкери
Programme Associate | Ассистент программы | Программанын ассистенти
Liaison Officer | Сотрудник по связям | Байланыш боюнча кызматкер
Logistics Assistant | Ассистент по логистике | Логистика боюнча ассистент
Rapporteur's Assistant | Помощник докладчика | Баяндамачынын жардамчысы
Registration Officer | Сотрудник регистрации | Каттоо кызматкери
Registration Desk | Стойка регистрации | Каттоо столу
Finance Assistant | Ассистент по финансам | Финансы боюнча ассистент
Communications Assistant | Ассистент по коммуникациям | Байланыш иштери боюнча ассистент
Security Officer | Сотрудник охраны | Күзөт кызматкери
Protection Officer | Сотрудник государственной охраны | Мамлекеттик күзөт кызматкери
Driver | Водитель | Айдоочу
Sound Technician | Звукорежиссёр | Үн режиссёру
Interpretation Equipment | Техник оборудования синхронного перевода
Network Technician | Сетевой техник | Тармак технигы
"""


def _table() -> dict[str, dict[str, str]]:
    rows = (line.split(" | ") for line in TEXTS.replace("\n    ", " ").strip().splitlines())
    return {row[0]: dict(zip(("en", "ru", "ky"), row, strict=False)) for row in rows}


POSTS = _table()


def said(post: str, language: str) -> dict[str, Any]:
    """The position as somebody who writes in that language types it, and what it is in the others."""
    texts = POSTS[post]
    typed = language if language in texts else "ru" if language == "ky" else "en"
    own = language_by_letters(texts[typed], texts)
    return {"position": texts[typed], "positions": {code: text for code, text in texts.items() if code != own}}
